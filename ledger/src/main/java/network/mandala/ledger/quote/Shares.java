package network.mandala.ledger.quote;

/**
 * What the operator gives to pods whose resources the tenant does not say. A test of the operator
 * holds both to the same.
 */
public final class Shares {

  public static final String FRONTEND_CPU = "20m";
  public static final String FRONTEND_MEMORY = "32Mi";
  public static final String FRONTEND_MEMORY_LIMIT = "256Mi";

  public static final String DATABASE_CPU = "50m";
  public static final String MYSQL_MEMORY = "512Mi";
  public static final String MONGO_MEMORY = "512Mi";
  public static final String REDIS_MEMORY = "256Mi";

  private Shares() {}
}
