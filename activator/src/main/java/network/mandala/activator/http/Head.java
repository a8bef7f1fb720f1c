package network.mandala.activator.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The head of an HTTP/1.1 message, and the bytes after it that were read with it. What comes after
 * the head is nobody's business here: one connection carries one request and its answer, so the end
 * of the connection is the end of the message, whatever its framing.
 *
 * @param start the request line or the status line
 * @param fields header lines, in their order
 */
public record Head(String start, List<Field> fields, byte[] rest) {

  public static final int LARGEST = 64 * 1024;

  private static final int FIRST_READ = 4096;

  /** Of this connection alone: RFC 9110, 7.6.1. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "keep-alive", "proxy-connection");

  /** What a sender may not call its own connection's: without it the message would be another. */
  private static final Set<String> OF_THE_MESSAGE =
      Set.of("host", "content-length", "transfer-encoding", "trailer", "upgrade");

  /** A line of a head; the name is as it was written. */
  public record Field(String name, String value) {
    public boolean is(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  /** It is not HTTP/1.1, or could be read in two ways. */
  public static final class Malformed extends IOException {
    private static final long serialVersionUID = 1;

    public Malformed(String message) {
      super(message);
    }
  }

  /**
   * Reads up to the empty line.
   *
   * @return empty when the other side ended the connection before a first byte
   */
  public static Optional<Head> read(InputStream in) throws IOException {
    return read(new byte[0], in);
  }

  /** As {@link #read}, of a message whose first bytes were read already. */
  public static Optional<Head> read(byte[] before, InputStream in) throws IOException {
    var bytes = Arrays.copyOf(before, Math.max(FIRST_READ, before.length));
    int count = before.length;
    int end = endOfHead(bytes, 0, count);
    while (end < 0) {
      if (count >= LARGEST) {
        throw new Malformed("the head is larger than " + LARGEST + " bytes");
      }
      if (count == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(LARGEST, 2 * count));
      }
      int more = in.read(bytes, count, bytes.length - count);
      if (more < 0) {
        if (count == 0) {
          return Optional.empty();
        }
        throw new Malformed("the connection ended inside of the head");
      }
      end = endOfHead(bytes, Math.max(0, count - 3), count + more);
      count += more;
    }
    var head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    return Optional.of(parse(head, Arrays.copyOfRange(bytes, end + 4, count)));
  }

  private static int endOfHead(byte[] bytes, int from, int to) {
    for (int i = from; i + 3 < to; i++) {
      if (bytes[i] == '\r'
          && bytes[i + 1] == '\n'
          && bytes[i + 2] == '\r'
          && bytes[i + 3] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static Head parse(String head, byte[] rest) throws Malformed {
    var lines = head.split("\r\n", -1);
    var fields = new ArrayList<Field>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      var name = colon < 0 ? "" : lines[i].substring(0, colon);
      if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
        throw new Malformed("a header line has no valid name");
      }
      var value = lines[i].substring(colon + 1).strip();
      if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
        throw new Malformed("a header has a forbidden character");
      }
      fields.add(new Field(name, value));
    }
    if (lines[0].chars().anyMatch(c -> c < ' ')) {
      throw new Malformed("the first line has a forbidden character");
    }
    return new Head(lines[0], List.copyOf(fields), rest);
  }

  /** The host that a request is for, in lower case and without a port. */
  public String host() throws Malformed {
    if (!start.matches("[A-Z]+ \\S+ HTTP/1\\.[01]")) {
      throw new Malformed("not an HTTP/1.1 request");
    }
    var hosts = fields.stream().filter(field -> field.is("host")).toList();
    if (hosts.size() != 1) {
      throw new Malformed("a request has one Host header");
    }
    var lengths = fields.stream().filter(field -> field.is("content-length")).count();
    if (lengths > 1 || (lengths == 1 && has("transfer-encoding"))) {
      throw new Malformed("the length of the request is told twice");
    }
    var host = hosts.getFirst().value().toLowerCase(Locale.ROOT);
    int colon = host.indexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  /** The status of an answer. */
  public int status() throws Malformed {
    if (!start.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
      throw new Malformed("not an HTTP/1.1 answer");
    }
    return Integer.parseInt(start.substring(9, 12));
  }

  public boolean has(String name) {
    return fields.stream().anyMatch(field -> field.is(name));
  }

  /** The value of the first such line. */
  public Optional<String> value(String name) {
    return fields.stream().filter(field -> field.is(name)).map(Field::value).findFirst();
  }

  /** The same message with another first line. */
  public Head withStart(String other) {
    return new Head(other, fields, rest);
  }

  /** With this one line of the name, in place of all that there were. */
  public Head with(String name, String value) {
    var others = new ArrayList<>(without(name).fields);
    others.add(new Field(name, value));
    return new Head(start, List.copyOf(others), rest);
  }

  public Head without(String name) {
    return new Head(start, fields.stream().filter(field -> !field.is(name)).toList(), rest);
  }

  /**
   * Without what is meant for the connection on which it came (RFC 9110, 7.6.1), which its sender
   * may add to; how the body is framed stays, for its bytes are passed on as they are.
   */
  public Head endToEnd() {
    var named =
        fields.stream()
            .filter(field -> field.is("connection"))
            .flatMap(field -> Arrays.stream(field.value().split(",")))
            .map(word -> word.strip().toLowerCase(Locale.ROOT))
            .filter(word -> !OF_THE_MESSAGE.contains(word))
            .collect(Collectors.toSet());
    return new Head(
        start,
        fields.stream()
            .filter(
                field -> {
                  var name = field.name().toLowerCase(Locale.ROOT);
                  return !OF_THE_CONNECTION.contains(name) && !named.contains(name);
                })
            .toList(),
        rest);
  }

  /** Whether it asks for another protocol on the same connection, such as WebSockets. */
  public boolean asksForUpgrade() {
    return has("upgrade")
        && fields.stream()
            .filter(field -> field.is("connection"))
            .anyMatch(field -> field.value().toLowerCase(Locale.ROOT).contains("upgrade"));
  }

  /** As it is passed on, without the bytes after it; the connection ends with this message. */
  public byte[] closing() {
    return bytes("close");
  }

  /** As it is passed on where the connection changes its protocol. */
  public byte[] upgrading() {
    return bytes("Upgrade");
  }

  private byte[] bytes(String connection) {
    var text = new StringBuilder(start).append("\r\n");
    fields.stream()
        .filter(field -> !OF_THE_CONNECTION.contains(field.name().toLowerCase(Locale.ROOT)))
        .forEach(
            field -> text.append(field.name()).append(": ").append(field.value()).append("\r\n"));
    return text.append("Connection: ")
        .append(connection)
        .append("\r\n\r\n")
        .toString()
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** As it came: an answer before the answer (1xx). */
  public byte[] unchanged() {
    var text = new StringBuilder(start).append("\r\n");
    fields.forEach(
        field -> text.append(field.name()).append(": ").append(field.value()).append("\r\n"));
    return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
