package network.mandala.bridge.chain;

/** What a broadcaster says about a transaction. */
public sealed interface Report {
  /** A node has it among those that the next blocks are made of. */
  record Seen() implements Report {}

  /**
   * It is in a block, so the broadcaster says.
   *
   * @param path the proof, a BUMP; empty if there was none
   */
  record Mined(byte[] path) implements Report {}

  /**
   * Nobody knows yet.
   *
   * @param status the broadcaster's word
   */
  record Pending(String status) implements Report {}

  /** Another transaction spends the same; either may win. */
  record Contested() implements Report {}

  /**
   * It will not be in any block.
   *
   * @param why for people
   */
  record Refused(String why) implements Report {}

  /** The broadcaster does not know it. */
  record NotKnown() implements Report {}
}
