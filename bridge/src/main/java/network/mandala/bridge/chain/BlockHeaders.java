package network.mandala.bridge.chain;

import java.util.Set;

/** A source of block headers that this node trusts. */
public interface BlockHeaders {
  /**
   * Whether all of these blocks are on the longest chain. It may take seconds.
   *
   * @throws GatewayUnavailable if that cannot be asked now
   */
  Verdict check(Set<ChainRoot> roots);

  /** What is known of them. */
  enum Verdict {
    ON_LONGEST_CHAIN,
    /** At least one is not. */
    NOT_ON_IT,
    /** The source has not seen so high a block yet. */
    NOT_KNOWN_YET
  }
}
