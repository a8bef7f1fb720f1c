package network.mandala.activator.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer of the proxy's own, in one line of text.
 *
 * @param status code and words, as in a status line
 * @param fields header lines that it has besides
 */
public record ShortAnswer(String status, List<Head.Field> fields, String text) {

  private static final Duration TO_LEAVE = Duration.ofSeconds(2);
  private static final int MOST_READ_AFTERWARDS = 1 << 20;

  public static ShortAnswer of(String status, String text) {
    return new ShortAnswer(status, List.of(), text);
  }

  public ShortAnswer with(String name, String value) {
    var more = new ArrayList<>(fields);
    more.add(new Head.Field(name, value));
    return new ShortAnswer(status, List.copyOf(more), text);
  }

  public int code() {
    return Integer.parseInt(status.substring(0, 3));
  }

  /** To a visitor whose request could be read so far that its method is known. */
  public void send(Socket visitor, Head request) {
    send(visitor, bytes(request));
  }

  /** To a visitor whose request could not be read. */
  public void send(Socket visitor) {
    send(visitor, bytes(true));
  }

  byte[] bytes(Head request) {
    return bytes(!request.start().startsWith("HEAD "));
  }

  private byte[] bytes(boolean withBody) {
    var body = text + "\n";
    var head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
    fields.forEach(
        field -> head.append(field.name()).append(": ").append(field.value()).append("\r\n"));
    head.append("Content-Type: text/plain; charset=utf-8\r\nContent-Length: ")
        .append(body.getBytes(StandardCharsets.UTF_8).length)
        .append("\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n");
    return (withBody ? head + body : head.toString()).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Any whole answer. What the visitor goes on to send is read for a moment: closed while something
   * is unread, the connection would be reset, and the answer lost on its way.
   */
  public static void send(Socket visitor, byte[] answer) {
    try {
      visitor.setSoTimeout((int) TO_LEAVE.toMillis());
      visitor.getOutputStream().write(answer);
      visitor.shutdownOutput();
      visitor.getInputStream().readNBytes(MOST_READ_AFTERWARDS);
    } catch (IOException e) {
      // It has left, or does not: it has had its answer.
    }
  }
}
