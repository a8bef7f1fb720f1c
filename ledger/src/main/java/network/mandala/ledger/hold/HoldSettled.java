package network.mandala.ledger.hold;

/** A hold that ended in another way already. Nothing was changed. */
public final class HoldSettled extends RuntimeException {
  private final HoldState state;

  /**
   * @param hold as it is
   * @param wanted what should have been done with it
   */
  public HoldSettled(Hold hold, String wanted) {
    super(
        "hold "
            + hold.id()
            + " of project "
            + hold.projectId()
            + " cannot be "
            + wanted
            + ": it was "
            + hold.state().name().toLowerCase(java.util.Locale.ROOT)
            + " with "
            + hold.captured()
            + " spent");
    this.state = hold.state();
  }

  public HoldState state() {
    return state;
  }
}
