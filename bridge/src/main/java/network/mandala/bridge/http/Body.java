package network.mandala.bridge.http;

import java.io.InputStream;

/** What a request brings; it can be read once. */
public interface Body {
  /**
   * All of it.
   *
   * @throws Refusal 413 if there is more, 408 if it does not come in time, 400 if it ends too soon
   */
  byte[] bytes(int most);

  /** For what is too large to be held. The caller bounds size and time. */
  InputStream stream();

  /** A body that is here already. */
  static Body of(byte[] bytes) {
    return new Body() {
      @Override
      public byte[] bytes(int most) {
        if (bytes.length > most) {
          throw Refusal.tooLarge(most);
        }
        return bytes.clone();
      }

      @Override
      public InputStream stream() {
        return new java.io.ByteArrayInputStream(bytes);
      }
    };
  }
}
