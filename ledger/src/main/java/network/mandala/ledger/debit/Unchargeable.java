package network.mandala.ledger.debit;

/** A reading that cannot be charged; the batch with it was not charged at all. */
public final class Unchargeable extends RuntimeException {
  private final transient DebitWindow window;

  /**
   * @param window the one with the reading
   * @param why for people
   * @param cause what was wrong
   */
  public Unchargeable(DebitWindow window, String why, RuntimeException cause) {
    super(
        "the usage of project "
            + window.projectId()
            + " in the window of "
            + window.window().start()
            + " cannot be charged: "
            + why,
        cause);
    this.window = window;
  }

  /** What has to be left out of the batch. */
  public DebitWindow window() {
    return window;
  }
}
