package network.mandala.cli.e2e;

import static network.mandala.cli.e2e.CommandLine.mandala;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import network.mandala.builder.registry.RegistryFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is deleted is gone: from the cluster, from the network, from the registry. */
class DeleteIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @RegisterExtension static final TestProject PROJECT = new TestProject("delete");

  @TempDir private Path folder;

  @Test
  void ofAnAgentNothingIsLeft() {
    var url = push("gone");
    var source = PROJECT.agent("gone").get().getSpec().source().artifact();
    var image = PROJECT.agent("gone").get().getStatus().image();
    assertThat(Registry.manifest(PROJECT, source).digest().value())
        .isEqualTo(source.substring(source.indexOf('@') + 1));

    mandala("agent", "delete", "gone", "--project", PROJECT.name()).ok();

    assertThat(Remains.of(PROJECT, "gone")).filteredOn(left -> left.startsWith("Pod/")).isEmpty();
    TestCluster.await(SOON).untilAsserted(() -> assertThat(Remains.of(PROJECT, "gone")).isEmpty());
    assertThat(Web.get(url).statusCode()).isEqualTo(404);
    for (String reference : new String[] {source, image}) {
      TestCluster.await(SOON)
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> Registry.manifest(PROJECT, reference))
                      .isInstanceOfSatisfying(
                          RegistryFault.class,
                          fault ->
                              assertThat(fault.kind()).isEqualTo(RegistryFault.Kind.NOT_FOUND)));
    }
  }

  @Test
  void ofAProjectNothingIsLeft() {
    var name = PROJECT.name() + "-x";
    mandala("project", "create", name).ok();
    var url =
        mandala(
                "agent",
                "push",
                Sources.answering(folder, "soon gone").toString(),
                "--project",
                name,
                "--name",
                "gone")
            .ok();

    mandala("project", "delete", name).ok();

    assertThat(TestCluster.client().namespaces().withName("mandala-project-" + name).get())
        .isNull();
    assertThat(Web.get(url).statusCode()).isEqualTo(404);
    assertThat(mandala("project", "get", name).failed())
        .contains("there is no project " + name)
        .contains("mandala project create");
  }

  @Test
  void deletingWhatIsNotThereSaysWhereToLook() {
    assertThat(mandala("agent", "delete", "nobody", "--project", PROJECT.name()).failed())
        .contains("there is no agent nobody in project " + PROJECT.name())
        .contains("mandala agent list");
  }

  private String push(String name) {
    return mandala(
            "agent",
            "push",
            Sources.answering(folder, "here").toString(),
            "--project",
            PROJECT.name(),
            "--name",
            name)
        .ok();
  }
}
