package network.mandala.bridge.payment;

import network.mandala.bridge.chain.BlockHeaders;
import network.mandala.bridge.chain.Broadcaster;

/** Who says that a payment is good. */
public sealed interface Verifier {
  /** Miners, and block headers that the node trusts. */
  record Chain(Broadcaster broadcaster, BlockHeaders headers) implements Verifier {}

  /** Nobody: whoever writes a transaction is believed. For test satoshis of a test node only. */
  record TrustedTest() implements Verifier {}

  /**
   * Payments are not taken.
   *
   * @param why for callers
   */
  record None(String why) implements Verifier {}
}
