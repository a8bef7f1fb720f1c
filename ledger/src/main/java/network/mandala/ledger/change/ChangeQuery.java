package network.mandala.ledger.change;

/**
 * Which changes.
 *
 * @param project by name; null: of all
 * @param identity who asked; null: anybody
 * @param limit at most so many, the newest
 */
public record ChangeQuery(String project, String identity, int limit) {
  public ChangeQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: must be at least 1, was " + limit);
    }
  }
}
