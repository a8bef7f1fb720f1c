package network.mandala.gateway.runner;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** Closes a stream that takes too long. */
final class Watch implements Closeable {
  private final Thread thread;
  private volatile boolean over;

  private Watch(Closeable stream, Duration most) {
    this.thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(most);
                    over = true;
                    stream.close();
                  } catch (InterruptedException e) {
                    // It ended in time.
                    Thread.currentThread().interrupt();
                  } catch (IOException e) {
                    // Whoever reads from it notices.
                    over = true;
                  }
                });
  }

  static Watch of(Closeable stream, Duration most) {
    return new Watch(stream, most);
  }

  boolean isOver() {
    return over;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
