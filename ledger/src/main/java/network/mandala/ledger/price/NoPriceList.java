package network.mandala.ledger.price;

import java.time.Instant;

/** There is no price list for this time: nothing can be charged for it. */
public final class NoPriceList extends RuntimeException {
  /**
   * @param when the time
   */
  public NoPriceList(Instant when) {
    super("no price list is in force at " + when + ": publish one that is effective from then");
  }
}
