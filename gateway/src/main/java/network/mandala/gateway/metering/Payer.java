package network.mandala.gateway.metering;

/** Who pays for a call. */
public sealed interface Payer {
  /** It is free, or the provider settles it elsewhere. */
  record Nobody() implements Payer {}

  /**
   * A project, from what it paid in advance.
   *
   * @param holdId of what was set aside; 0 if nothing can become due
   */
  record Project(String projectId, long holdId) implements Payer {}

  /**
   * A client, with a payment of its own.
   *
   * @param receiptId what was signed, hashed
   */
  record Receipt(byte[] receiptId) implements Payer {}
}
