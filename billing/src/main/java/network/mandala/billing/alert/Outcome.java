package network.mandala.billing.alert;

/** How an attempt to deliver went. */
sealed interface Outcome {

  /** The other side has taken it. */
  record Delivered() implements Outcome {}

  /**
   * It may go well later.
   *
   * @param why one sentence without tenant data
   */
  record Failed(String why) implements Outcome {}

  /**
   * It will not go well, however often it is tried.
   *
   * @param why one sentence without tenant data
   */
  record Refused(String why) implements Outcome {}
}
