package network.mandala.cli.e2e;

import static network.mandala.cli.e2e.CommandLine.mandala;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import network.mandala.crds.project.Project;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Whatever dies or is away for a while: the end state is the one that was asked for. */
@Isolated("it kills what all tests need")
class DisturbedIT {
  private static final Duration BUILD_AND_ROLLOUT = Duration.ofSeconds(150);
  private static final Duration A_MINUTE = Duration.ofSeconds(60);

  @RegisterExtension static final TestProject PROJECT = new TestProject("disturbed");

  @TempDir private Path folder;

  @BeforeEach
  @AfterEach
  void leaveTheClusterWhole() {
    TestCluster.client()
        .apps()
        .deployments()
        .inNamespace(TestCluster.SYSTEM)
        .withName("mandala-registry")
        .scale(1);
    TestCluster.awaitDeployment("mandala-registry", A_MINUTE);
    TestCluster.replaceKilledOperators();
    TestCluster.awaitDeployment("mandala-operator", A_MINUTE);
  }

  @Test
  void theOperatorIsKilledInTheMiddleOfABuild() {
    var url = pushWithoutWaiting("build", "built all the same");
    awaitJob("build");

    TestCluster.killOperator();

    assertThat(awaitRunning("build")).isEqualTo(url);
    Web.awaitWords(url, "built all the same", A_MINUTE);
    assertThat(PROJECT.agent("build").get().getStatus().releases()).hasSize(1);
    assertThat(jobs("build")).as("it was built once").hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void theOperatorIsKilledInTheMiddleOfARollout() {
    var url = pushWithoutWaiting("rollout", "first");
    awaitRunning("rollout");
    var calm = kinds("rollout");
    pushWithoutWaiting("rollout", "second");
    TestCluster.await(BUILD_AND_ROLLOUT).until(() -> pods("rollout") > 1);

    TestCluster.killOperator();

    Web.awaitWords(url, "second", BUILD_AND_ROLLOUT);
    awaitRunning("rollout");
    TestCluster.await(A_MINUTE).untilAsserted(() -> assertThat(kinds("rollout")).isEqualTo(calm));
    assertThat(PROJECT.agent("rollout").get().getStatus().releases()).hasSize(2);
  }

  @Test
  void aRestartedOperatorWritesNothing() throws InterruptedException {
    pushWithoutWaiting("still", "still here");
    awaitRunning("still");
    TestCluster.await(A_MINUTE).until(() -> jobs("still").stream().allMatch(DisturbedIT::isOver));
    var before = versions();

    TestCluster.killOperator();
    TestCluster.awaitDeployment("mandala-operator", A_MINUTE);
    Thread.sleep(Duration.ofSeconds(15)); // nothing is to happen: there is no event to wait for

    assertThat(versions()).isEqualTo(before);
  }

  @Test
  void theRegistryIsDownForAWhile() {
    var artifact = Registry.push(PROJECT, "patient", Sources.answering(folder, "worth the wait"));
    var registry =
        TestCluster.client()
            .apps()
            .deployments()
            .inNamespace(TestCluster.SYSTEM)
            .withName("mandala-registry");
    registry.scale(0);
    TestCluster.await(A_MINUTE)
        .until(
            () ->
                registry.get().getStatus().getReplicas() == null
                    || registry.get().getStatus().getReplicas() == 0);

    PROJECT.apply("patient", "source: {artifact: '" + artifact + "'}\nruntime: node");
    var told =
        TestCluster.await(A_MINUTE)
            .until(
                () -> PROJECT.condition("patient", "Ready"),
                condition ->
                    condition != null && condition.getReason().equals("RegistryUnavailable"));
    registry.scale(1);

    assertThat(told.getMessage()).contains("Registry").contains("is tried again");
    Web.awaitWords(awaitRunning("patient"), "worth the wait", A_MINUTE);
  }

  @Test
  void theApiServerIsDownForAWhile() throws InterruptedException {
    var apiServer = Processes.ofLocalCluster("kube-apiserver");
    assumeTrue(apiServer.isPresent(), "only the local cluster's API server is ours to kill");
    var url = pushWithoutWaiting("offline", "before");
    awaitRunning("offline");
    Web.awaitWords(url, "before", A_MINUTE);
    pushWithoutWaiting("offline", "after");

    apiServer.get().destroyForcibly();
    Thread.sleep(Duration.ofSeconds(10)); // long enough for every watch to break
    assertThat(Web.get(url).statusCode()).as("agents serve meanwhile").isEqualTo(200);
    startAgain();

    awaitRunning("offline");
    Web.awaitWords(url, "after", A_MINUTE);
  }

  @Test
  void aProjectIsDeletedWhileABuildRuns() {
    var name = PROJECT.name() + "-x";
    mandala("project", "create", name).ok();
    mandala(
            "agent",
            "push",
            Sources.answering(folder, "never").toString(),
            "--project",
            name,
            "--name",
            "late",
            "--wait=false")
        .ok();
    TestCluster.await(A_MINUTE)
        .until(
            () ->
                !TestCluster.client()
                    .batch()
                    .v1()
                    .jobs()
                    .inNamespace("mandala-project-" + name)
                    .list()
                    .getItems()
                    .isEmpty());

    mandala("project", "delete", name).ok();

    assertThat(TestCluster.client().namespaces().withName("mandala-project-" + name).get())
        .isNull();
    assertThat(TestCluster.client().resources(Project.class).withName(name).get()).isNull();
  }

  private static void startAgain() {
    CommandLine.run("bash", CommandLine.CHECKOUT.resolve("local-cluster/start.sh").toString()).ok();
  }

  /** Returns the URL at which it will answer. */
  private String pushWithoutWaiting(String agent, String words) {
    mandala(
            "agent",
            "push",
            Sources.answering(folder.resolve(agent), words).toString(),
            "--project",
            PROJECT.name(),
            "--name",
            agent,
            "--wait=false")
        .ok();
    return TestCluster.await(A_MINUTE)
        .until(
            () -> PROJECT.agent(agent).get(),
            found -> found.getStatus() != null && found.getStatus().url() != null)
        .getStatus()
        .url();
  }

  /** Returns the URL. */
  private static String awaitRunning(String agent) {
    var resource = PROJECT.agent(agent);
    return TestCluster.await(BUILD_AND_ROLLOUT)
        .alias(agent + " runs what it was asked for")
        .until(
            resource::get,
            found ->
                found.getStatus() != null
                    && found
                        .getMetadata()
                        .getGeneration()
                        .equals(found.getStatus().observedGeneration())
                    && found.getStatus().conditions().stream()
                        .allMatch(condition -> condition.getStatus().equals("True")))
        .getStatus()
        .url();
  }

  private static void awaitJob(String agent) {
    TestCluster.await(A_MINUTE)
        .until(
            () ->
                jobs(agent).stream()
                    .anyMatch(
                        job -> job.getStatus() != null && job.getStatus().getActive() != null));
  }

  private static List<Job> jobs(String agent) {
    return TestCluster.client()
        .batch()
        .v1()
        .jobs()
        .inNamespace(PROJECT.namespace())
        .withLabel("mandala.network/agent", agent)
        .list()
        .getItems();
  }

  private static boolean isOver(Job job) {
    return job.getStatus().getCompletionTime() != null;
  }

  private static int pods(String agent) {
    return TestCluster.client()
        .pods()
        .inNamespace(PROJECT.namespace())
        .withLabel("mandala.network/agent", agent)
        .withLabel("mandala.network/component", "agent")
        .list()
        .getItems()
        .size();
  }

  /** What comes and goes by itself; of a pod that has ended the network forgets when it likes. */
  private static final Set<String> PASSING =
      Set.of("Job", "ReplicaSet", "ControllerRevision", "CiliumEndpoint");

  /** How many objects of each kind it has, but those of its releases and builds. */
  private static Map<String, Long> kinds(String agent) {
    var kinds = new TreeMap<String, Long>();
    Remains.of(PROJECT, agent).stream()
        .map(object -> object.substring(0, object.indexOf('/')))
        .filter(kind -> !PASSING.contains(kind))
        .forEach(kind -> kinds.merge(kind, 1L, Long::sum));
    return kinds;
  }

  /** The version of every object of the project, its own and its agents'. */
  /**
   * Of everything but pods, of which the kubelet says what it likes; the operator may not write
   * them.
   */
  private static Map<String, String> versions() {
    var versions = new TreeMap<String, String>();
    Remains.objects(PROJECT)
        .filter(object -> !object.getKind().equals("Pod"))
        .forEach(object -> versions.put(name(object), version(object)));
    HasMetadata project =
        TestCluster.client().resources(Project.class).withName(PROJECT.name()).get();
    versions.put("Project", version(project));
    return versions;
  }

  private static String name(GenericKubernetesResource object) {
    return object.getKind() + "/" + object.getMetadata().getName();
  }

  private static String version(HasMetadata object) {
    return object.getMetadata().getResourceVersion();
  }
}
