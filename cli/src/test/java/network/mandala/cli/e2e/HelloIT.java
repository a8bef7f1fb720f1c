package network.mandala.cli.e2e;

import static network.mandala.cli.e2e.CommandLine.mandala;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The two examples, each with a real dependency, from a folder to an answer; then what one does
 * with them.
 */
@TestMethodOrder(OrderAnnotation.class)
class HelloIT {
  private static final Duration SOON = Duration.ofSeconds(15);

  @RegisterExtension static final TestProject PROJECT = new TestProject("hello");

  @Test
  @Order(1)
  void aNodeExampleAnswersAtTheUrlThatPushPrints() {
    var pushed = push("hello-node", "hello");

    var answer = Web.get(pushed.ok());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("Hello from hello-node!");
    assertThat(pushed.err()).as("progress").contains("pushed 3 files").contains("Building");
  }

  @Test
  @Order(2)
  void aPythonExampleAnswersAtTheUrlThatPushPrints() {
    var url = push("hello-python", "py").ok();

    assertThat(Web.get(url).body()).startsWith("Hello from hello-python!");
    assertThat(url).contains("://py." + PROJECT.name() + ".");
  }

  @Test
  @Order(3)
  void aLaterPushWithAVariableIsANewRelease() {
    var url = push("hello-node", "hello", "--env", "GREETING_NAME=somebody else").ok();

    Web.awaitWords(url, "Hello from somebody else!", SOON);
    assertThat(PROJECT.agent("hello").get().getStatus().releases()).hasSize(2);
  }

  @Test
  @Order(4)
  void variablesOfEarlierPushesStayAndTheSameSourceIsNotBuiltAgain(@TempDir Path elsewhere) {
    var before = PROJECT.agent("hello").get();

    var url = push("hello-node", "hello").ok();

    assertThat(Web.get(url).body()).startsWith("Hello from somebody else!");
    assertThat(PROJECT.agent("hello").get().getSpec()).isEqualTo(before.getSpec());
    assertThat(PROJECT.agent("hello").get().getStatus().releases()).hasSize(2);
  }

  @Test
  @Order(5)
  void listStatusAndLogsAnswerWhatAPersonAsks() throws JsonProcessingException {
    assertThat(mandala("agent", "list", "--project", PROJECT.name()).ok())
        .containsPattern("hello +yes +1/1 +http")
        .containsPattern("py +yes +1/1 +http");
    assertThat(mandala("agent", "status", "hello", "--project", PROJECT.name()).ok())
        .contains("Ready", "Built", "RolledOut", "Routed", "@sha256:");
    assertThat(mandala("agent", "logs", "hello", "--project", PROJECT.name()).ok())
        .contains("listening on port 8080");
    var json =
        new ObjectMapper()
            .readTree(
                mandala("agent", "status", "py", "--project", PROJECT.name(), "--output", "json")
                    .ok());
    assertThat(json.at("/status/url").asText()).startsWith("http");
  }

  @Test
  @Order(6)
  void podsRunWithoutRightsOfAnyKind() {
    for (Pod pod : TestCluster.client().pods().inNamespace(PROJECT.namespace()).list().getItems()) {
      assertThat(pod.getSpec().getAutomountServiceAccountToken())
          .as(pod.getMetadata().getName())
          .isFalse();
      assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSpec().getContainers())
          .allSatisfy(
              container -> {
                assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
                assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
              });
    }
  }

  private static CommandLine.Result push(String example, String name, String... more) {
    var arguments =
        new java.util.ArrayList<>(
            java.util.List.of(
                "agent",
                "push",
                Sources.example(example).toString(),
                "--project",
                PROJECT.name(),
                "--name",
                name));
    arguments.addAll(java.util.List.of(more));
    return mandala(arguments.toArray(String[]::new));
  }
}
