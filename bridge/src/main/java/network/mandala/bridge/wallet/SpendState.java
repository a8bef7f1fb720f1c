package network.mandala.bridge.wallet;

/** How far a transaction of the wallet is. */
enum SpendState {
  /** It is written down; perhaps nobody has been told. */
  SIGNED,
  /** The network has it, and nobody has seen it there yet. */
  SENT,
  /** The network has seen it. */
  SEEN,
  /** Another transaction spends the same: either may win. */
  CONTESTED,
  /** It is in a block of the longest chain. */
  MINED,
  /** It will not be in a block; what it spent is free again. */
  REFUSED
}
