package network.mandala.activator.edge;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import network.mandala.activator.http.Head;
import network.mandala.activator.http.Relay;
import network.mandala.activator.http.ShortAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection from the ingress controller: one request for a spore, and its answer. */
final class EdgeExchange {

  private static final Logger log = LoggerFactory.getLogger(EdgeExchange.class);
  private static final Duration LONGEST_HEAD = Duration.ofSeconds(15);
  private static final int MOST_ASKED = 2;

  private final Function<String, Optional<Route>> routes;
  private final Connector connector;
  private final EdgeMetrics metrics;
  private final Duration longestAnswer;
  private final Clock clock;

  /**
   * @param routes the way to the spore of a name
   * @param longestAnswer how long an instance may take to begin its answer
   */
  EdgeExchange(
      Function<String, Optional<Route>> routes,
      Connector connector,
      EdgeMetrics metrics,
      Duration longestAnswer,
      Clock clock) {
    this.routes = routes;
    this.connector = connector;
    this.metrics = metrics;
    this.longestAnswer = longestAnswer;
    this.clock = clock;
  }

  /** Serves the connection to its end, and leaves it to be closed. */
  void serve(Socket visitor) throws InterruptedException {
    try {
      visitor.setSoTimeout((int) LONGEST_HEAD.toMillis());
      var head = Head.read(visitor.getInputStream());
      if (head.isPresent()) {
        answer(head.get(), visitor);
      }
    } catch (Head.Malformed e) {
      refuse(ShortAnswer.of("400 Bad Request", e.getMessage())).send(visitor);
    } catch (SocketTimeoutException e) {
      refuse(ShortAnswer.of("408 Request Timeout", "the request did not arrive")).send(visitor);
    } catch (IOException e) {
      log.debug("A visitor left", e);
    }
  }

  private void answer(Head head, Socket visitor) throws Head.Malformed, InterruptedException {
    var request = EdgeRequest.of(head, visitor.getInetAddress(), UUID.randomUUID().toString());
    switch (request) {
      case EdgeRequest.Answer it -> refuse(it.answer()).send(visitor, head);
      case EdgeRequest.Pass it -> pass(it, visitor);
    }
  }

  private ShortAnswer refuse(ShortAnswer answer) {
    metrics.refused(answer.code());
    return marked(answer);
  }

  private void pass(EdgeRequest.Pass request, Socket visitor) throws InterruptedException {
    long start = System.nanoTime();
    var found = routes.apply(request.app());
    if (found.isEmpty()) {
      refuse(nobody(request.app())).send(visitor, request.request());
      return;
    }
    var route = found.get();
    try (var relay = new Relay(visitor, longestAnswer)) {
      try {
        var answer = ask(request, route, relay);
        metrics.answered(route, answer.status(), since(start));
        relay.answer(marked(answer, request.request()));
      } catch (NotAnswered e) {
        if (relay.visitorLeft()) {
          return;
        }
        metrics.answered(route, e.answer.code(), since(start));
        relay.answer(
            marked(e.answer).with("X-Request-Id", id(request.request())), request.request());
      } catch (IOException e) {
        log.debug("An answer was not passed on to its end", e);
      }
    }
  }

  /** Nobody has answered, for a reason that the visitor is told. */
  private static final class NotAnswered extends Exception {
    private static final long serialVersionUID = 1;
    private final transient ShortAnswer answer;

    NotAnswered(ShortAnswer answer) {
      super(answer.text());
      this.answer = answer;
    }
  }

  /** Asks an instance, and once more another one where that can do no harm. */
  private Head ask(EdgeRequest.Pass request, Route route, Relay relay) throws NotAnswered {
    var endpoints = route.inTurn();
    if (endpoints.isEmpty()) {
      throw new NotAnswered(nobody(request.app()));
    }
    for (int asked = 1; ; asked++) {
      // Where there is one alone, it is asked again.
      var endpoint = endpoints.get((asked - 1) % endpoints.size());
      Socket pod;
      try {
        pod = connector.connect(endpoint);
      } catch (IOException e) {
        // It was asked for nothing yet, so anybody else may be.
        route.rest(endpoint);
        againOrGiveUp(asked, request, route, endpoint, e);
        continue;
      }
      try {
        return relay.ask(pod, request.request());
      } catch (SocketTimeoutException e) {
        throw new NotAnswered(
            ShortAnswer.of(
                "504 Gateway Timeout",
                "App %s did not answer in %d s"
                    .formatted(request.app(), longestAnswer.toSeconds())));
      } catch (IOException e) {
        boolean last = !request.repeatable() || relay.visitorLeft();
        againOrGiveUp(last ? MOST_ASKED : asked, request, route, endpoint, e);
      }
    }
  }

  private void againOrGiveUp(
      int asked, EdgeRequest.Pass request, Route route, Endpoint endpoint, IOException cause)
      throws NotAnswered {
    if (asked < MOST_ASKED) {
      metrics.askedAgain(route);
      return;
    }
    log.info(
        "Request {}: {} in {} did not answer at {}: {}",
        id(request.request()),
        request.app(),
        route.namespace(),
        endpoint.address(),
        cause.toString());
    throw new NotAnswered(
        ShortAnswer.of("502 Bad Gateway", "App " + request.app() + " did not answer"));
  }

  private static ShortAnswer nobody(String app) {
    return ShortAnswer.of("503 Service Unavailable", "No endpoints available for app " + app);
  }

  private ShortAnswer marked(ShortAnswer answer) {
    return answer.with("X-Mycelium-Edge", time());
  }

  /** An upgrade goes on as one. */
  private Head marked(Head answer, Head request) {
    return answer.endToEnd().with("X-Mycelium-Edge", time()).with("X-Request-Id", id(request));
  }

  private static String id(Head request) {
    return request.value("x-request-id").orElseThrow();
  }

  /** RFC 3339, to the second, as the older edge has it. */
  private String time() {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        OffsetDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
