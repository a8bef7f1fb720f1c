package network.mandala.builder.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reports what is read from it. */
final class CountedStream extends FilterInputStream {
  private final long total;
  private final Progress progress;
  private long done;

  CountedStream(InputStream in, long total, Progress progress) {
    super(in);
    this.total = total;
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(read);
    return read;
  }

  private void count(int read) {
    if (read > 0) {
      done += read;
      progress.moved(done, total);
    }
  }
}
