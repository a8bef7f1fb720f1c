package network.mandala.ledger.hold;

/** What became of held money. Only OPEN changes. */
public enum HoldState {
  /** It is set aside. */
  OPEN,
  /** It was spent, all or a part. */
  CAPTURED,
  /** It went back, as it was not needed. */
  RELEASED,
  /** It went back, as its time was over. */
  EXPIRED
}
