package network.mandala.builder.registry;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Closes a stream that has brought nothing for a while: its reader then fails instead of waiting
 * for ever.
 */
final class StallGuard implements AutoCloseable {
  private final Thread watch;
  private volatile long lastMoved = System.nanoTime();

  StallGuard(InputStream stream, Duration patience) {
    watch = Thread.ofVirtual().name("stall-guard").start(() -> watch(stream, patience));
  }

  private void watch(InputStream stream, Duration patience) {
    try {
      while (System.nanoTime() - lastMoved < patience.toNanos()) {
        Thread.sleep(Duration.ofSeconds(1));
      }
      stream.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the transfer has ended: nothing left to watch
    } catch (IOException e) {
      // its reader fails or has ended: that is all this is for
    }
  }

  void moved() {
    lastMoved = System.nanoTime();
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
