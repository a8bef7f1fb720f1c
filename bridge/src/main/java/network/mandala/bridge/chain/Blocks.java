package network.mandala.bridge.chain;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a transaction is in a block, when a broadcaster says so. */
public final class Blocks {
  private static final Logger log = LoggerFactory.getLogger(Blocks.class);

  private Blocks() {}

  /**
   * The same report; one of a block whose header is not believed says no more than that the
   * transaction was seen.
   *
   * @throws GatewayUnavailable if the header cannot be asked for now
   */
  public static Report believed(BlockHeaders headers, TxId transaction, Report report) {
    if (!(report instanceof Report.Mined mined)) {
      return report;
    }
    try {
      var root = MerklePath.parse(mined.path()).rootFor(transaction);
      if (headers.check(Set.of(root)) == BlockHeaders.Verdict.ON_LONGEST_CHAIN) {
        return report;
      }
    } catch (InvalidChainData e) {
      log.debug("The proof of {} is none: {}", transaction, e.getMessage());
    }
    return new Report.Seen();
  }
}
