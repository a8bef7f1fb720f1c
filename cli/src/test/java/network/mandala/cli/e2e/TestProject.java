package network.mandala.cli.e2e;

import static network.mandala.cli.e2e.CommandLine.mandala;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Project;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A project of a test class: made before its first test, deleted after its last one, with all
 * others whose names begin like its own.
 */
final class TestProject implements BeforeAllCallback, AfterAllCallback {
  private static final Duration LEAVING = Duration.ofMinutes(2);

  private final String name;

  /** {@code word} tells a person who looks at the cluster which test it belongs to. */
  TestProject(String word) {
    var random = new byte[3];
    ThreadLocalRandom.current().nextBytes(random);
    this.name = "t-" + word + "-" + HexFormat.of().formatHex(random);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    // The second try of a class begins while the project of the first one still goes.
    TestCluster.await(LEAVING).until(() -> projects().isEmpty());
    mandala("project", "create", name).ok();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    projects().forEach(project -> TestCluster.client().resource(project).delete());
  }

  private List<Project> projects() {
    return TestCluster.client().resources(Project.class).list().getItems().stream()
        .filter(project -> project.getMetadata().getName().startsWith(name))
        .toList();
  }

  String name() {
    return name;
  }

  String namespace() {
    return "mandala-project-" + name;
  }

  /** The value of the TXT record by which a domain is proved to be the project's. */
  String domainProof() {
    var status = TestCluster.client().resources(Project.class).withName(name).get().getStatus();
    return "mandala-project-verification=" + status.projectId() + ":agent";
  }

  Resource<Agent> agent(String agent) {
    return TestCluster.client().resources(Agent.class).inNamespace(namespace()).withName(agent);
  }

  /** The condition once it has this reason; its message is what a person reads. */
  Condition awaitReason(String agent, String type, String reason, Duration atMost) {
    try {
      return TestCluster.await(atMost)
          .until(
              () -> condition(agent, type),
              condition -> condition != null && reason.equals(condition.getReason()));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "agent %s of %s has not %s with reason %s after %s, but %s"
              .formatted(agent, name, type, reason, atMost, condition(agent, type)),
          e);
    }
  }

  /** Null while the agent has no such condition. */
  Condition condition(String agent, String type) {
    var found = agent(agent).get();
    return found == null || found.getStatus() == null
        ? null
        : found.getStatus().conditions().stream()
            .filter(condition -> condition.getType().equals(type))
            .findFirst()
            .orElse(null);
  }

  /** Applies an Agent as a tenant with kubectl does. */
  void apply(String agent, String spec) {
    var manifest =
        Map.of(
            "apiVersion",
            "mandala.network/v1alpha1",
            "kind",
            "Agent",
            "metadata",
            Map.of("name", agent, "namespace", namespace()),
            "spec",
            Serialization.unmarshal(spec, Map.class));
    TestCluster.client()
        .genericKubernetesResources("mandala.network/v1alpha1", "Agent")
        .inNamespace(namespace())
        .load(
            new java.io.ByteArrayInputStream(
                Serialization.asYaml(manifest).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .serverSideApply();
  }
}
