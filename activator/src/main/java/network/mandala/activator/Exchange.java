package network.mandala.activator;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import network.mandala.activator.http.Head;
import network.mandala.activator.http.Relay;
import network.mandala.activator.http.ShortAnswer;

/**
 * One connection from the ingress controller: one request, passed on to the agent of its host, and
 * its answer.
 */
final class Exchange {

  private static final Duration LONGEST_HEAD = Duration.ofSeconds(15);

  private final Function<String, Optional<SleepyAgent>> directory;
  private final Activity activity;
  private final Waiting waiting;
  private final MeterRegistry metrics;

  /** How it ended: for the metrics. */
  enum Outcome {
    PASSED,
    TURNED_AWAY,
    UNPAID,
    UNKNOWN_HOST,
    MALFORMED,
    FAILED,
    UNUSED
  }

  Exchange(
      Function<String, Optional<SleepyAgent>> directory,
      Activity activity,
      Waiting waiting,
      MeterRegistry metrics) {
    this.metrics = metrics;
    this.directory = directory;
    this.activity = activity;
    this.waiting = waiting;
  }

  /** Serves the connection to its end, and leaves it to be closed. */
  void serve(Socket visitor) throws InterruptedException {
    var outcome = outcome(visitor);
    metrics
        .counter("mandala.activator.requests", "result", outcome.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  private Outcome outcome(Socket visitor) throws InterruptedException {
    try {
      visitor.setSoTimeout((int) LONGEST_HEAD.toMillis());
      var request = Head.read(visitor.getInputStream());
      return request.isEmpty() ? Outcome.UNUSED : pass(request.get(), visitor);
    } catch (Head.Malformed e) {
      return answer(visitor, "400 Bad Request", e.getMessage(), Outcome.MALFORMED);
    } catch (SocketTimeoutException e) {
      return answer(
          visitor, "408 Request Timeout", "the request did not arrive", Outcome.MALFORMED);
    } catch (IOException e) {
      return Outcome.UNUSED;
    }
  }

  private Outcome pass(Head request, Socket visitor) throws IOException, InterruptedException {
    var agent = directory.apply(request.host());
    if (agent.isEmpty()) {
      return answer(visitor, "404 Not Found", "no agent answers here", Outcome.UNKNOWN_HOST);
    }
    if (agent.get().unpaid() != null) {
      ShortAnswer.send(visitor, PaymentPage.answer(request, agent.get().unpaid()));
      return Outcome.UNPAID;
    }
    try (var use = activity.begin(agent.get());
        var pod = waiting.connect(agent.get())) {
      return pass(request, visitor, pod);
    } catch (Waiting.TurnedAway e) {
      ShortAnswer.of("503 Service Unavailable", e.getMessage())
          .with("Retry-After", "10")
          .send(visitor, request);
      return Outcome.TURNED_AWAY;
    }
  }

  private static Outcome pass(Head request, Socket visitor, Socket pod)
      throws InterruptedException {
    boolean answered = false;
    try (var relay = new Relay(visitor, Relay.LONGEST_SILENCE)) {
      try {
        var answer = relay.ask(pod, request);
        answered = true;
        relay.answer(answer);
        return Outcome.PASSED;
      } catch (IOException e) {
        if (!answered) {
          relay.answer(ShortAnswer.of("502 Bad Gateway", "the agent did not answer"), request);
        }
        return Outcome.FAILED;
      }
    }
  }

  private static Outcome answer(Socket visitor, String status, String words, Outcome outcome) {
    ShortAnswer.of(status, words).send(visitor);
    return outcome;
  }
}
