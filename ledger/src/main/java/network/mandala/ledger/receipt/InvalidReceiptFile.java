package network.mandala.ledger.receipt;

/** What was given for a file of receipts is none. */
public final class InvalidReceiptFile extends RuntimeException {
  InvalidReceiptFile(long line, String why) {
    super("line " + line + " is no receipt: " + why);
  }
}
