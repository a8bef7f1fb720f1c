package network.mandala.bridge.v2;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The document that describes {@code /v2}; tests hold it and the routes together. */
final class OpenApi {
  private static final byte[] DOCUMENT = read();

  private OpenApi() {}

  static byte[] document() {
    return DOCUMENT.clone();
  }

  private static byte[] read() {
    try (var in = OpenApi.class.getResourceAsStream("openapi.json")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
