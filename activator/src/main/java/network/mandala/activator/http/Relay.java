package network.mandala.activator.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One request on its way from a visitor to a pod, and the answer on its way back. Bodies of any
 * kind and length go through as they are, and so do other protocols after an upgrade.
 *
 * <p>The answer always says that the connection ends with it. An ingress controller keeps
 * connections to use them again, and knows only that they lead here: on one that stayed open, a pod
 * could answer a request that is for another one.
 */
public final class Relay implements AutoCloseable {

  /** Nothing came from either side for so long: nobody is there any more. */
  public static final Duration LONGEST_SILENCE = Duration.ofHours(1);

  private static final Duration TO_LEAVE = Duration.ofSeconds(2);
  private static final int BUFFER = 16 * 1024;

  private final Socket visitor;
  private final Duration longestAnswer;
  private final AtomicLong uploaded = new AtomicLong();
  private volatile Socket pod;
  private volatile boolean visitorLeft;
  private Thread upload;
  private boolean upgrade;

  /**
   * @param longestAnswer how long a pod may take to begin its answer, after the last byte that the
   *     visitor sent
   */
  public Relay(Socket visitor, Duration longestAnswer) {
    this.visitor = visitor;
    this.longestAnswer = longestAnswer;
  }

  /** Whether nobody waits for the answer any more. */
  public boolean visitorLeft() {
    return visitorLeft;
  }

  /**
   * Sends the request, and what the visitor goes on to send after it. May be called again with
   * another pod when this one did not answer, if the request has no body.
   *
   * @param to is closed with this
   * @return the head of the answer, after those that came before it (1xx) were passed on
   * @throws SocketTimeoutException when it does not begin in time
   */
  public Head ask(Socket to, Head request) throws IOException {
    if (pod != null) {
      end(pod);
    }
    pod = to;
    upgrade = request.asksForUpgrade();
    visitor.setSoTimeout((int) LONGEST_SILENCE.toMillis());
    var out = to.getOutputStream();
    out.write(upgrade ? request.upgrading() : request.closing());
    out.write(request.rest());
    if (upload == null) {
      upload = Thread.ofVirtual().name("upload").start(this::upload);
    }
    var answer = firstHead(to);
    while (answer.status() < 200 && answer.status() != 101) {
      visitor.getOutputStream().write(answer.unchanged());
      answer =
          Head.read(answer.rest(), to.getInputStream())
              .orElseThrow(() -> new Head.Malformed("no answer"));
    }
    if (answer.status() == 101 && !upgrade) {
      throw new Head.Malformed("an upgrade that nobody asked for");
    }
    return answer;
  }

  /** Waits for its first byte for longer while the visitor sends. */
  private Head firstHead(Socket from) throws IOException {
    var in = from.getInputStream();
    from.setSoTimeout((int) longestAnswer.toMillis());
    while (true) {
      long before = uploaded.get();
      try {
        int first = in.read();
        if (first < 0) {
          throw new Head.Malformed("no answer");
        }
        return Head.read(new byte[] {(byte) first}, in)
            .orElseThrow(() -> new Head.Malformed("no answer"));
      } catch (SocketTimeoutException e) {
        if (uploaded.get() == before) {
          throw e;
        }
      }
    }
  }

  /** Passes on the answer to its end. */
  public void answer(Head answer) throws IOException, InterruptedException {
    pod.setSoTimeout((int) LONGEST_SILENCE.toMillis());
    var out = visitor.getOutputStream();
    out.write(answer.status() == 101 ? answer.upgrading() : answer.closing());
    out.write(answer.rest());
    pod.getInputStream().transferTo(out);
    letLeave();
  }

  /**
   * The visitor ends the connection when it has read all of the answer. Closed while something that
   * it sends is unread, the connection would be reset, and the answer lost on its way.
   */
  private void letLeave() throws IOException, InterruptedException {
    visitor.shutdownOutput();
    upload.join(TO_LEAVE);
  }

  /**
   * An answer of one's own in place of the pod's.
   *
   * @param request what it answers
   */
  public void answer(ShortAnswer answer, Head request) throws InterruptedException {
    if (upload == null) {
      answer.send(visitor, request);
      return;
    }
    try {
      visitor.getOutputStream().write(answer.bytes(request));
      letLeave();
    } catch (IOException e) {
      // It has left.
    }
  }

  /**
   * What the visitor sends; when it leaves, the pod is told so. What a pod does not want is read
   * all the same, so that its answer arrives.
   */
  private void upload() {
    var buffer = new byte[BUFFER];
    try {
      var in = visitor.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        uploaded.addAndGet(count);
        try {
          pod.getOutputStream().write(buffer, 0, count);
        } catch (IOException e) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
    } catch (IOException e) {
      // The visitor has left.
    } finally {
      visitorLeft = true;
      end(pod);
    }
  }

  /** Ends both connections. */
  @Override
  public void close() throws InterruptedException {
    end(visitor);
    if (pod != null) {
      end(pod);
    }
    if (upload != null) {
      upload.join();
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }
}
