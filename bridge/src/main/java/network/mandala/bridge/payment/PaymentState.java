package network.mandala.bridge.payment;

/** How far a payment is. */
public enum PaymentState {
  /** It is here and right; the network has not been told, or has not answered. */
  RECEIVED,
  /** The network has it, and nobody has seen it there yet. */
  BROADCAST,
  /** Another transaction spends the same, and nothing is credited: either may win. */
  CONTESTED,
  /** The network has seen it, and it is credited. */
  SEEN,
  /** It is in a block of the longest chain, and credited. */
  MINED,
  /** A test node credited it without asking the network. */
  TRUSTED,
  /** It will not be in a block; nothing is credited. */
  REJECTED,
  /** It was credited, and turned out to be refused or spent twice: the credit is undone. */
  REVERSED
}
