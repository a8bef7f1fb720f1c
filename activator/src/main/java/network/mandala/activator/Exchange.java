package network.mandala.activator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * One connection from the ingress controller: one request, passed on to the agent of its host, and
 * its answer. Bodies of any kind and length go through as they are, and so do other protocols after
 * an upgrade.
 *
 * <p>The answer always says that the connection ends with it. An ingress controller keeps
 * connections to use them again, and knows only that they lead here: on one that stayed open, an
 * agent could answer a request that is for another one.
 */
final class Exchange {

  private static final Duration LONGEST_HEAD = Duration.ofSeconds(15);

  /** Nothing came from either side for so long: nobody is there any more. */
  private static final Duration LONGEST_SILENCE = Duration.ofHours(1);

  private static final Duration TO_LEAVE = Duration.ofSeconds(2);
  private static final int MOST_READ_AFTERWARDS = 1 << 20;

  private final Function<String, Optional<SleepyAgent>> directory;
  private final Activity activity;
  private final Waiting waiting;

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

  Exchange(Function<String, Optional<SleepyAgent>> directory, Activity activity, Waiting waiting) {
    this.directory = directory;
    this.activity = activity;
    this.waiting = waiting;
  }

  /** Serves the connection to its end, and leaves it to be closed. */
  Outcome serve(Socket visitor) throws InterruptedException {
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
      return askForPayment(request, visitor, agent.get().unpaid());
    }
    try (var use = activity.begin(agent.get());
        var pod = waiting.connect(agent.get())) {
      return pass(request, visitor, pod);
    } catch (Waiting.TurnedAway e) {
      return answer(
          visitor,
          "503 Service Unavailable\r\nRetry-After: 10",
          e.getMessage(),
          Outcome.TURNED_AWAY);
    }
  }

  private static Outcome pass(Head request, Socket visitor, Socket pod)
      throws InterruptedException {
    boolean upgrade = request.asksForUpgrade();
    Thread upload = null;
    boolean answered = false;
    try {
      visitor.setSoTimeout((int) LONGEST_SILENCE.toMillis());
      pod.setSoTimeout((int) LONGEST_SILENCE.toMillis());
      var out = pod.getOutputStream();
      out.write(upgrade ? request.upgrading() : request.closing());
      out.write(request.rest());
      upload = Thread.ofVirtual().name("upload").start(() -> copy(visitor, pod));
      var in = pod.getInputStream();
      var answer = Head.read(in).orElseThrow(() -> new Head.Malformed("no answer"));
      while (answer.status() < 200 && answer.status() != 101) {
        visitor.getOutputStream().write(answer.unchanged());
        answer = Head.read(answer.rest(), in).orElseThrow(() -> new Head.Malformed("no answer"));
      }
      if (answer.status() == 101 && !upgrade) {
        throw new Head.Malformed("an upgrade that nobody asked for");
      }
      answered = true;
      relay(answer, in, visitor.getOutputStream());
      // The visitor ends the connection when it has read all of it. Closed while something that it
      // sends is unread, the connection would be reset, and the answer lost on its way.
      visitor.shutdownOutput();
      upload.join(TO_LEAVE);
      return Outcome.PASSED;
    } catch (IOException e) {
      return answered
          ? Outcome.FAILED
          : answer(visitor, "502 Bad Gateway", "the agent did not answer", Outcome.FAILED);
    } finally {
      end(visitor);
      end(pod);
      if (upload != null) {
        upload.join();
      }
    }
  }

  private static void relay(Head answer, InputStream in, OutputStream out) throws IOException {
    out.write(answer.status() == 101 ? answer.upgrading() : answer.closing());
    out.write(answer.rest());
    in.transferTo(out);
  }

  /**
   * What the visitor sends; when it leaves, the agent is told so. What an agent does not want is
   * read all the same, so that its answer arrives.
   */
  private static void copy(Socket visitor, Socket pod) {
    try {
      var in = visitor.getInputStream();
      try {
        in.transferTo(pod.getOutputStream());
      } catch (IOException e) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException e) {
      // The visitor has left.
    } finally {
      end(pod);
    }
  }

  /** What the visitor goes on to send is read for a moment: else the answer would be lost. */
  private static Outcome askForPayment(Head request, Socket visitor, Unpaid unpaid) {
    try {
      visitor.setSoTimeout((int) TO_LEAVE.toMillis());
      visitor.getOutputStream().write(PaymentPage.answer(request, unpaid));
      visitor.shutdownOutput();
      visitor.getInputStream().readNBytes(MOST_READ_AFTERWARDS);
    } catch (IOException e) {
      // It has left, or does not: it has had its answer.
    }
    return Outcome.UNPAID;
  }

  private static Outcome answer(Socket visitor, String status, String words, Outcome outcome) {
    var body = (words + "\n").getBytes(StandardCharsets.UTF_8);
    var head =
        "HTTP/1.1 %s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(status, body.length);
    try {
      var out = visitor.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      visitor.shutdownOutput();
    } catch (IOException e) {
      // It has left.
    }
    return outcome;
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }
}
