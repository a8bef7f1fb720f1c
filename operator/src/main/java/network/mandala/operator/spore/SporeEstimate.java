package network.mandala.operator.spore;

import network.mandala.crds.price.Estimate;
import network.mandala.ledger.quote.Quote;

/** What a spore costs at least and at most, by the price list of the ledger. */
final class SporeEstimate {

  private SporeEstimate() {}

  /** Null while the ledger has told no prices. */
  static Estimate of(Seen seen, Release release) {
    if (seen.prices() == null) {
      return null;
    }
    var instances = Instances.of(seen.spec());
    return Quote.ofPods(
            seen.name(),
            release.cpuMilli(),
            release.memoryMb(),
            instances.least(),
            instances.most(),
            seen.prices())
        .estimate();
  }
}
