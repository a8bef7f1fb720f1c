package network.mandala.ledger.account;

/** What an account of a project is for. The six of a project always sum to zero. */
public enum Purpose {
  /** What the tenant can spend; negative: what the tenant owes. */
  TENANT_FUNDS,
  /** What is set aside for work that is not finished. */
  HOLDS,
  /** What the provider earned. */
  PROVIDER_REVENUE,
  /** Debts that the provider gave up; negative. */
  WRITE_OFFS,
  /**
   * Satoshis that came into the node's wallet for this project; negative, as they back the rest.
   */
  NODE_WALLET,
  /** What the provider gave (negative) or took back, with a reason. */
  ADJUSTMENTS
}
