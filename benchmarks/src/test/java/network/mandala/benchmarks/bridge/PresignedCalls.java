package network.mandala.benchmarks.bridge;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import network.mandala.bridge.testing.RawClient;
import network.mandala.bridge.testing.RawClient.Message;

/** Signed requests, each to be sent once: a file for each connection. */
final class PresignedCalls {
  private PresignedCalls() {}

  /** {@code each} requests of every caller, over a connection of their own. */
  static void write(Path folder, String url, List<RawClient> callers, String path, int each) {
    var host = URI.create(url).getAuthority();
    IntStream.range(0, callers.size())
        .parallel()
        .forEach(
            i -> {
              var file = folder.resolve("%03d.requests".formatted(i));
              try (var out =
                  new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
                for (int n = 0; n < each; n++) {
                  var request = wire(callers.get(i).post(path, "{}"), host);
                  out.writeInt(request.length);
                  out.write(request);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static byte[] wire(Message message, String host) {
    var head = new StringBuilder();
    head.append(message.method).append(' ').append(message.target).append(" HTTP/1.1\r\n");
    head.append("host: ").append(host).append("\r\n");
    head.append("content-length: ").append(message.body.length).append("\r\n");
    message.headers.forEach(
        (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("\r\n");
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(message.body);
    return bytes.toByteArray();
  }
}
