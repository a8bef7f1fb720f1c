package network.mandala.bridge.payment;

/** What became of a payment. */
public sealed interface TopUp {
  /**
   * It is credited, now or before.
   *
   * @param satoshis that the transaction pays
   * @param balance of the project after it
   */
  record Credited(long satoshis, long balance) implements TopUp {}

  /**
   * It is kept, and will be credited as soon as the network has seen it.
   *
   * @param why for people
   */
  record Waiting(String why) implements TopUp {}
}
