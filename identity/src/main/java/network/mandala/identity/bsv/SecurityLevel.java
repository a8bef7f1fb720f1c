package network.mandala.identity.bsv;

/** How closely a wallet asks its user before it uses a protocol (BRC-43). */
public enum SecurityLevel {
  /** No question. */
  SILENT(0),
  /** One question for each program. */
  EVERY_APP(1),
  /** One question for each program and counterparty. */
  EVERY_COUNTERPARTY(2);

  private final int digit;

  SecurityLevel(int digit) {
    this.digit = digit;
  }

  int digit() {
    return digit;
  }
}
