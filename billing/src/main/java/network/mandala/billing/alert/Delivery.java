package network.mandala.billing.alert;

/**
 * One notice to one address, claimed by this process for a while.
 *
 * @param id of the row; the same at each attempt, so that the other side can tell a repetition
 * @param target an address of mail, or a URL
 * @param attempt 1 for the first
 */
record Delivery(long id, Channel channel, String target, Notice notice, int attempt) {

  /** Without the target and the notice: they are the tenant's. */
  @Override
  public String toString() {
    return "delivery %d by %s, attempt %d".formatted(id, channel.label(), attempt);
  }
}
