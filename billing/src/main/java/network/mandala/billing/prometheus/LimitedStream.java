package network.mandala.billing.prometheus;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with an error after so many bytes. */
final class LimitedStream extends FilterInputStream {

  private long left;
  private boolean exceeded;

  LimitedStream(InputStream in, long limit) {
    super(in);
    left = limit;
  }

  boolean isExceeded() {
    return exceeded;
  }

  @Override
  public int read() throws IOException {
    int one = in.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  private void count(int read) throws IOException {
    left -= read;
    if (left < 0) {
      exceeded = true;
      throw new IOException("too many bytes");
    }
  }
}
