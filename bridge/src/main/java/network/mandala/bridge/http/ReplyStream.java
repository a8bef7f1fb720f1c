package network.mandala.bridge.http;

import java.io.IOException;
import java.io.OutputStream;

/** A body that is written while things happen. */
@FunctionalInterface
public interface ReplyStream {
  /**
   * Writes all of it; what is flushed is sent.
   *
   * @throws IOException when nobody listens any more
   */
  void writeTo(OutputStream out) throws IOException;
}
