package network.mandala.cli.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import network.mandala.cli.console.Console;
import network.mandala.crds.agent.AgentStatus;

/**
 * Knocks at an Agent's URL until the ingress controller knows the way: it learns of a new route a
 * moment after the Agent is ready. Only a courtesy: the Agent is ready anyway, and a caller outside
 * the provider's network may not reach the URL at all.
 */
final class UrlProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(150);

  /** Bytes of an answer that are compared. */
  private static final int LONGEST = 4096;

  private final Console console;

  UrlProbe(Console console) {
    this.console = console;
  }

  /** At the URL of an agent, and at its frontend's if it has one. */
  void knock(AgentStatus status) {
    knock(status.url());
    if (status.frontendUrl() != null) {
      knock(status.frontendUrl());
    }
  }

  private void knock(String url) {
    var uri = URI.create(url);
    var end = Instant.now().plus(PATIENCE);
    Knock last = new Knock.Silence("it was not asked");
    try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build()) {
      while (Instant.now().isBefore(end)) {
        last = ask(http, uri);
        if (last instanceof Knock.Answer answer && answer.status() == 404) {
          last = answer.besides(ask(http, Knock.stranger(uri)));
        }
        if (last.isOver()) {
          break;
        }
        Thread.sleep(PAUSE);
      }
      last.advice(url).ifPresent(console::progress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Knock ask(HttpClient http, URI uri) throws InterruptedException {
    var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
    try {
      var answer = http.send(request, BodyHandlers.ofInputStream());
      try (var body = answer.body()) {
        return new Knock.Answer(answer.statusCode(), new String(body.readNBytes(LONGEST), UTF_8));
      }
    } catch (IOException e) {
      return new Knock.Silence(e.getClass().getSimpleName());
    }
  }
}
