package network.mandala.builder.registry;

/** Told now and then, on the calling thread or another, how much of one transfer is done. */
@FunctionalInterface
public interface Progress {
  Progress SILENT = (done, total) -> {};

  /**
   * {@code done} of {@code total} bytes have gone over; the last call of a transfer has both equal.
   */
  void moved(long done, long total);
}
