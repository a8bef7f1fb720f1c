package network.mandala.crds.agent;

/**
 * Annotations of an Agent by which something is asked for once, about one of its databases. A value
 * that differs from the one before is a new request.
 */
public final class DatabaseAnnotations {

  private DatabaseAnnotations() {}

  /**
   * Another value makes a new password: the database and the agent are restarted with it.
   *
   * @param database mysql, mongo or redis
   */
  public static String rotate(String database) {
    return "mandala.network/rotate-" + database;
  }

  /** Another value makes a copy of the data. */
  public static String backup(String database) {
    return "mandala.network/backup-" + database;
  }

  /**
   * Another value goes back to a copy: {@code NAME} or {@code NAME@ANYTHING}, where the second part
   * makes a second request for the same copy a new one.
   */
  public static String restore(String database) {
    return "mandala.network/restore-" + database;
  }
}
