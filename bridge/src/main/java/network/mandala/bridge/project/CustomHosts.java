package network.mandala.bridge.project;

/** The host names that a project has beside those that the node names. */
@FunctionalInterface
public interface CustomHosts {
  /** The ones that were proved last. */
  Newest of(String projectId);

  /**
   * One of each kind.
   *
   * @param agent null: none
   * @param frontend null: none
   */
  record Newest(String agent, String frontend) {}
}
