package network.mandala.bridge.billing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.journal.Entry;
import network.mandala.ledger.journal.EntryKind;
import network.mandala.ledger.journal.EntryQuery;
import network.mandala.ledger.receipt.Receipt;

/** Reads the books of a project. */
public final class BillingStats {
  /** In one answer; who wants older ones names a time. */
  public static final int MOST = 1000;

  private static final int MOST_PAGES = 20;
  private static final int RECEIPTS_AT_ONCE = 1000;
  private static final Pattern CHARGE = Pattern.compile("debit:[^:]+:([0-9]{1,18})");

  private static final Set<EntryKind> TAKING =
      EnumSet.of(
          EntryKind.DEBIT,
          EntryKind.ADJUSTMENT,
          EntryKind.HOLD,
          EntryKind.CAPTURE,
          EntryKind.FUNDING,
          EntryKind.REVERSAL);
  private static final Set<EntryKind> GIVING =
      EnumSet.complementOf(EnumSet.of(EntryKind.DEBIT, EntryKind.HOLD));

  private final Ledger ledger;

  public BillingStats(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Which way the money went. */
  public enum Direction {
    BOTH,
    DEBIT,
    CREDIT
  }

  /**
   * The newest first, at most {@link #MOST}.
   *
   * @param from at this time or later
   * @param to at this time or earlier
   */
  public List<Booking> of(String projectId, Direction direction, Instant from, Instant to) {
    var query = EntryQuery.latest(MOST).from(from).to(to.plusNanos(1000)).kinds(kinds(direction));
    var entries = new ArrayList<Entry>();
    for (int page = 0; page < MOST_PAGES && entries.size() < MOST; page++) {
      var read = ledger.journal().entries(projectId, query);
      read.stream().filter(entry -> is(entry, direction)).forEach(entries::add);
      if (read.size() < MOST) {
        break;
      }
      query = query.before(read.getLast().id());
    }
    return explained(projectId, entries.subList(0, Math.min(entries.size(), MOST)));
  }

  private static Set<EntryKind> kinds(Direction direction) {
    return switch (direction) {
      case BOTH -> EnumSet.allOf(EntryKind.class);
      case DEBIT -> TAKING;
      case CREDIT -> GIVING;
    };
  }

  private static boolean is(Entry entry, Direction direction) {
    return switch (direction) {
      case BOTH -> true;
      case DEBIT -> entry.amount().isNegative();
      case CREDIT -> !entry.amount().isNegative();
    };
  }

  private List<Booking> explained(String projectId, List<Entry> entries) {
    var sequences = new HashMap<Long, Long>();
    for (var entry : entries) {
      var charge = CHARGE.matcher(entry.key());
      if (entry.kind() == EntryKind.DEBIT && charge.matches()) {
        sequences.put(entry.id(), Long.parseLong(charge.group(1)));
      }
    }
    var receipts = receipts(projectId, Set.copyOf(sequences.values()));
    return entries.stream()
        .map(entry -> new Booking(entry, receipts.get(sequences.getOrDefault(entry.id(), -1L))))
        .toList();
  }

  /** Of one project they follow each other without a gap, so a few pages have them all. */
  private Map<Long, Receipt> receipts(String projectId, Set<Long> sequences) {
    var found = new HashMap<Long, Receipt>();
    var wanted = sequences.stream().sorted().toList();
    long next = 0;
    for (long sequence : wanted) {
      if (sequence >= next) {
        for (var receipt : ledger.receipts().of(projectId, sequence, RECEIPTS_AT_ONCE)) {
          found.put(receipt.sequence(), receipt);
        }
        next = sequence + RECEIPTS_AT_ONCE;
      }
    }
    return found;
  }
}
