package network.mandala.ledger.quote;

/**
 * What decides about the cost of an agent and is not in its spec.
 *
 * @param sleepOffered the node lets agents sleep: one that wants to has no pods at least
 * @param confidential each pod of the agent is a confidential VM (TEE)
 */
public record Circumstances(boolean sleepOffered, boolean confidential) {

  /** A node that lets agents sleep, and ordinary pods. */
  public static Circumstances usual() {
    return new Circumstances(true, false);
  }
}
