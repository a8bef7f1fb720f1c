package network.mandala.ledger.journal;

/** An idempotency key was used before, for something else. Nothing was posted. */
public final class KeyReused extends RuntimeException {
  /**
   * @param key the key
   * @param earlier what it stands for
   * @param now what was asked for
   */
  public KeyReused(String key, String earlier, String now) {
    super(
        "the key "
            + key
            + " stands for another posting: "
            + earlier
            + ", not "
            + now
            + ". Use a new key for a new posting");
  }
}
