package network.mandala.cli.e2e;

import static network.mandala.cli.e2e.CommandLine.mandala;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example with everything: an agent, its database and its pages. */
class GuestbookIT {
  private static final Duration ALL_PODS_AGAIN = Duration.ofMinutes(2);

  @RegisterExtension static final TestProject PROJECT = new TestProject("guests");

  @Test
  void whatAGuestWroteOutlivesEveryPod() throws JsonProcessingException {
    var urls =
        mandala(
                "agent",
                "push",
                Sources.example("guestbook").toString(),
                "--project",
                PROJECT.name())
            .ok()
            .lines()
            .toList();

    assertThat(urls).hasSize(2);
    var agent = urls.getFirst();
    var frontend = urls.getLast();
    var found = new ObjectMapper().readTree(Web.get(frontend + ".well-known/mandala.json").body());
    assertThat(Web.get(frontend).body()).contains("<h1>Guestbook</h1>");
    assertThat(found.path("url").asText()).as("what the pages are told").isEqualTo(agent);

    var written = Web.post(agent + "entries", "Alice was here <b>'\"; DROP TABLE entries");

    assertThat(written.statusCode()).as(written.body()).isEqualTo(200);
    TestCluster.client().pods().inNamespace(PROJECT.namespace()).delete();
    Web.awaitWords(
        agent + "entries", "Alice was here <b>'\\\"; DROP TABLE entries", ALL_PODS_AGAIN);
    Web.awaitWords(frontend, "<h1>Guestbook</h1>", ALL_PODS_AGAIN);
  }
}
