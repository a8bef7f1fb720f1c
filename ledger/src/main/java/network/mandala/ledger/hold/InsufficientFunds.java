package network.mandala.ledger.hold;

import network.mandala.ledger.money.Satoshis;

/** A project has less than should be set aside. Nothing was. */
public final class InsufficientFunds extends RuntimeException {
  private final String projectId;
  private final Satoshis missing;

  /**
   * @param projectId whose
   * @param wanted how much should be set aside
   * @param balance how much there is
   */
  public InsufficientFunds(String projectId, Satoshis wanted, Satoshis balance) {
    super(
        "the project "
            + projectId
            + " has "
            + balance
            + ", and "
            + wanted
            + " should be set aside: top up at least "
            + wanted.minus(balance));
    this.projectId = projectId;
    this.missing = wanted.minus(balance);
  }

  public String projectId() {
    return projectId;
  }

  /** How much more it needs. */
  public Satoshis missing() {
    return missing;
  }
}
