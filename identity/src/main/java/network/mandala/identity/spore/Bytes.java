package network.mandala.identity.spore;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a bundle, one after the other, counted; at most as many as are allowed. */
final class Bytes {
  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private final long most;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;
  private long before;

  Bytes(InputStream in, long most) {
    this.in = in;
    this.most = most;
  }

  /** How many were taken. */
  long position() {
    return before + at;
  }

  int u16() throws IOException {
    return next() | next() << 8;
  }

  long u32() throws IOException {
    return u16() | (long) u16() << 16;
  }

  /** Takes so many; whether they are all zero. */
  boolean zeros(int count) throws IOException {
    int any = 0;
    for (int i = 0; i < count; i++) {
      any |= next();
    }
    return any == 0;
  }

  private int next() throws IOException {
    if (!fill()) {
      throw new InvalidSpore(BundlePart.CONTAINER, "it ends at byte " + position() + ", too early");
    }
    return buffer[at++] & 0xff;
  }

  /** Whether there is at least one more, which then lies in the buffer. */
  boolean fill() throws IOException {
    if (at < end) {
      return true;
    }
    before += end;
    at = 0;
    end = Math.max(0, in.read(buffer, 0, BUFFER));
    if (before + end > most) {
      throw new InvalidSpore(
          BundlePart.CONTAINER, "it is larger than " + most + " bytes, the most that is taken");
    }
    return end > 0;
  }

  byte[] buffer() {
    return buffer;
  }

  int offset() {
    return at;
  }

  int available() {
    return end - at;
  }

  void take(int count) {
    at += count;
  }
}
