package network.mandala.ledger.project;

/** The ledger has no project with this id: it has to be registered first. */
public final class UnknownProject extends RuntimeException {
  private final String projectId;

  /**
   * @param projectId the id that was asked for
   */
  public UnknownProject(String projectId) {
    super("the ledger does not know the project " + projectId + ": register it first");
    this.projectId = projectId;
  }

  /** The id that was asked for. */
  public String projectId() {
    return projectId;
  }
}
