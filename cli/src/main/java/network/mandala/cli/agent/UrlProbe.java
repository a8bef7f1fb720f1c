package network.mandala.cli.agent;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import network.mandala.cli.console.Console;

/**
 * Knocks at an Agent's URL until the ingress controller knows the way: it learns of a new route a
 * moment after the Agent is ready. Only a courtesy: the Agent is ready anyway, and a caller outside
 * the provider's network may not reach the URL at all.
 */
final class UrlProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(150);

  /** What an ingress controller says of a route that it does not know yet. */
  private static final Set<Integer> NOT_YET = Set.of(404, 502, 503, 504);

  private final Console console;

  UrlProbe(Console console) {
    this.console = console;
  }

  void knock(String url) {
    var end = Instant.now().plus(PATIENCE);
    String last = "";
    try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build()) {
      var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
      while (Instant.now().isBefore(end)) {
        try {
          int status = http.send(request, BodyHandlers.discarding()).statusCode();
          if (!NOT_YET.contains(status)) {
            return;
          }
          last = "it answers " + status;
        } catch (IOException e) {
          last = e.getClass().getSimpleName();
        }
        Thread.sleep(PAUSE);
      }
      console.progress(
          "the agent is ready, but " + url + " does not answer from here yet (" + last + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
