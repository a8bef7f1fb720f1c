package network.mandala.ledger.journal;

/** Why money moved. */
public enum EntryKind {
  /** The tenant paid. */
  TOP_UP,
  /** Usage was charged: the receipt says which. */
  DEBIT,
  /** The provider gave or took, with a reason. */
  ADJUSTMENT,
  /** What a new project is given once. */
  WELCOME,
  /** Money was set aside. */
  HOLD,
  /** Held money was spent; what was not needed went back. */
  CAPTURE,
  /** Held money went back. */
  RELEASE,
  /** A debt was given up. */
  WRITE_OFF,
  /** The node paid satoshis of the tenant to the key of the project. */
  FUNDING,
  /** An earlier entry was undone. */
  REVERSAL
}
