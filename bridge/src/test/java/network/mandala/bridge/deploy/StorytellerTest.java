package network.mandala.bridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import network.mandala.bridge.log.LogLine;
import network.mandala.bridge.testing.DeployRig;
import network.mandala.bridge.testing.Statuses;
import network.mandala.crds.agent.BuildStatus;
import network.mandala.crds.project.Project;
import network.mandala.crds.testing.ApiServer;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The lines of deployments, told by replicas on a real API server and a real database. */
class StorytellerTest {
  private static final Duration ALL = Duration.ofDays(1);

  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();
  @TempDir static Path folder;

  private static DeployRig rig;

  @BeforeAll
  static void start() throws IOException {
    rig = new DeployRig(api.client(), mysql.ledger(), folder);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void eachReplicaTellsAndEachLineIsThereOnce() throws Exception {
    var project = rig.project(1);
    var deployment = uploaded(project);
    var building = new BuildStatus("k", "j", "2026-01-01T00:00:00Z", null, null, null);
    status(project, building, condition("Built", "False", "Building"));

    parallel(6);
    status(
        project,
        new BuildStatus("k", "j", "2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z", "i@x", null),
        condition("Built", "True", "Built"),
        condition("RolledOut", "True", "Running"),
        condition("Ready", "True", "Running"));
    parallel(6);

    assertThat(lines(project, deployment))
        .containsExactly(
            "Deployment started",
            lines(project, deployment).get(1),
            "Build started",
            "Built: x",
            "Rolled out: release r1 answers at https://agent.p.test, its frontend at"
                + " https://frontend.p.test");
    assertThat(rig.store.followed(ALL)).noneMatch(d -> d.id().equals(deployment));
  }

  @Test
  void theOneBeforeIsToldThatItIsOver() {
    var project = rig.project(1);
    var first = uploaded(project);
    var second = uploaded(project);

    teller().tell(ALL);

    assertThat(lines(project, first)).last().isEqualTo("A later deployment has taken its place");
    assertThat(rig.store.followed(ALL)).anyMatch(d -> d.id().equals(second));
  }

  /** A project that has gone is nobody's: nothing is told, and nothing of it stays. */
  @Test
  void aProjectWithoutItsNamespaceIsLeftAlone() {
    var project = rig.project(1);
    var deployment = uploaded(project);
    rig.logs.forget(project.getMetadata().getName());
    rig.store.forget(project.getMetadata().getName());

    teller().tell(ALL);

    assertThat(lines(project, deployment)).isEmpty();
  }

  private static void parallel(int replicas) throws InterruptedException {
    try (var threads = Executors.newFixedThreadPool(replicas)) {
      var all =
          threads.invokeAll(
              IntStream.range(0, replicas)
                  .mapToObj(
                      i ->
                          (Callable<Boolean>)
                              () -> {
                                teller().tell(ALL);
                                return true;
                              })
                  .toList());
      assertThat(all).allMatch(done -> done.resultNow());
    }
  }

  private static Storyteller teller() {
    return new Storyteller(rig.store, rig.projects, rig.logs);
  }

  private static String uploaded(Project project) {
    var opened = rig.open(project);
    var reply = rig.upload(opened.url(), DeployRig.artifact(project, ""));
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
    return opened.deployment().id();
  }

  private static void status(Project project, BuildStatus build, Condition... conditions) {
    var agent = rig.agent(project, "agent");
    agent.setStatus(Statuses.status(build, conditions));
    api.client().resource(agent).updateStatus();
  }

  private static Condition condition(String type, String status, String reason) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage("")
        .withLastTransitionTime("2026-01-01T00:00:00Z")
        .build();
  }

  private static List<String> lines(Project project, String deployment) {
    return rig.logs.ofDeployment(project.getMetadata().getName(), deployment).stream()
        .map(LogLine::message)
        .toList();
  }
}
