package network.mandala.ledger.receipt;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Receipts in a file: one line of canonical JSON each, in their order, UTF-8. */
public final class ReceiptFile {
  private ReceiptFile() {}

  /**
   * Reads a file that {@link #write} made. Any other form of the same content is refused: every
   * byte counts.
   *
   * @throws InvalidReceiptFile that says which line and why
   */
  public static List<Receipt> read(InputStream file) {
    throw new UnsupportedOperationException();
  }

  /** Writes them, one line each. */
  public static void write(List<Receipt> receipts, OutputStream file) {
    throw new UnsupportedOperationException();
  }
}
