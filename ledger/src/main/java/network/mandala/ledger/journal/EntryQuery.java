package network.mandala.ledger.journal;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries of a project; {@link #latest} and then what narrows it.
 *
 * @param from at this time or later
 * @param to before this time
 * @param kinds any of these
 * @param limit at most so many, the newest
 * @param beforeId only older ones than this entry: the next page
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record EntryQuery(
    Optional<Instant> from,
    Optional<Instant> to,
    Set<EntryKind> kinds,
    int limit,
    Optional<Long> beforeId) {
  public EntryQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: must be at least 1, was " + limit);
    }
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("kinds: name at least one");
    }
    kinds = Set.copyOf(kinds);
  }

  /** The newest of every kind. */
  public static EntryQuery latest(int limit) {
    return new EntryQuery(
        Optional.empty(),
        Optional.empty(),
        EnumSet.allOf(EntryKind.class),
        limit,
        Optional.empty());
  }

  public EntryQuery from(Instant time) {
    return new EntryQuery(Optional.of(time), to, kinds, limit, beforeId);
  }

  public EntryQuery to(Instant time) {
    return new EntryQuery(from, Optional.of(time), kinds, limit, beforeId);
  }

  public EntryQuery kinds(Set<EntryKind> wanted) {
    return new EntryQuery(from, to, wanted, limit, beforeId);
  }

  public EntryQuery before(long id) {
    return new EntryQuery(from, to, kinds, limit, Optional.of(id));
  }
}
