package network.mandala.billing.metering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.mandala.billing.prometheus.Series;

/**
 * When each target of a source was scraped, from the series {@code up}: what tells a thing that is
 * not there from one that nobody looked at. For one thread.
 */
public final class Health {

  private final long staleness;
  private final long from;
  private final Map<String, Target> targets = new HashMap<>();
  private long[] scrapes = new long[64];
  private int count;
  private List<long[]> blind;

  /** Times of one target, in order, each with its outcome. */
  private record Target(long[] good, List<long[]> holes) {}

  /**
   * @param staleness longest time between two scrapes, milliseconds
   * @param from since when scrapes are told; if there are none for a while then, nobody looked
   */
  public Health(long staleness, long from) {
    this.staleness = staleness;
    this.from = from;
  }

  /** The target that a series comes from. */
  static String target(Series series) {
    return series.label("job")
        + "\n"
        + series.label("instance")
        + "\n"
        + series.label("metrics_path");
  }

  /** Takes one series of {@code up}; those of all targets come before anything is asked. */
  public void add(Series up) {
    var good = new long[up.count()];
    int goods = 0;
    long lastGood = Long.MIN_VALUE;
    long firstBad = Long.MIN_VALUE;
    var holes = new ArrayList<long[]>();
    for (int i = 0; i < up.count(); i++) {
      long at = up.millis(i);
      note(at);
      if (up.value(i) == 1) {
        long from = lastGood != Long.MIN_VALUE ? lastGood : firstBad;
        if (from != Long.MIN_VALUE && at - from > staleness) {
          holes.add(new long[] {from, at});
        }
        good[goods++] = at;
        lastGood = at;
      } else if (firstBad == Long.MIN_VALUE) {
        firstBad = at;
      }
    }
    if (up.count() > 0 && up.value(up.count() - 1) != 1) {
      // It fails until now.
      long from = lastGood != Long.MIN_VALUE ? lastGood : firstBad;
      long at = up.millis(up.count() - 1);
      if (at - from > staleness) {
        holes.add(new long[] {from, at});
      }
    }
    targets.merge(target(up), new Target(Arrays.copyOf(good, goods), holes), Health::united);
  }

  /** Two series of one target: seen is what either saw. */
  private static Target united(Target one, Target other) {
    var good = Arrays.copyOf(one.good, one.good.length + other.good.length);
    System.arraycopy(other.good, 0, good, one.good.length, other.good.length);
    Arrays.sort(good);
    return new Target(good, one.holes.size() <= other.holes.size() ? one.holes : other.holes);
  }

  private void note(long at) {
    if (count == scrapes.length) {
      scrapes = Arrays.copyOf(scrapes, count * 2);
    }
    scrapes[count++] = at;
    blind = null;
  }

  /** Scrapes were made at this time as well, of whatever target. */
  public void addScrape(long at) {
    note(at);
  }

  /** Whether there was no scrape. */
  public boolean isEmpty() {
    return count == 0;
  }

  public int targets() {
    return targets.size();
  }

  /** The time of the last scrape of any target; what was before it is known by now. */
  public long latest() {
    sort();
    return count == 0 ? Long.MIN_VALUE : scrapes[count - 1];
  }

  /** Whether no target at all was scraped for too long somewhere in this time. */
  public boolean isBlind(long from, long to) {
    if (isEmpty()) {
      return true;
    }
    return blind().stream().anyMatch(hole -> overlaps(hole, from, to));
  }

  /** Whether something may have happened at the target in this time that nobody saw. */
  boolean hasHole(String target, long from, long to) {
    var known = targets.get(target);
    return isBlind(from, to)
        || (known != null && known.holes.stream().anyMatch(hole -> overlaps(hole, from, to)));
  }

  /** Whether any target has a hole in this time. */
  public boolean hasAnyHole(long from, long to) {
    return isBlind(from, to)
        || targets.values().stream()
            .anyMatch(known -> known.holes.stream().anyMatch(hole -> overlaps(hole, from, to)));
  }

  /**
   * Whether the target was scraped without a hole for so long before a time that what it shows then
   * for the first time cannot have been there long before.
   */
  boolean wasSeenBefore(String target, long time) {
    var known = targets.get(target);
    if (known == null) {
      return false;
    }
    long next = time;
    for (int i = known.good.length - 1; i >= 0; i--) {
      long at = known.good[i];
      if (at > time) {
        continue;
      }
      if (next - at > staleness) {
        return false;
      }
      if (at <= time - staleness) {
        return true;
      }
      next = at;
    }
    return false;
  }

  private List<long[]> blind() {
    if (blind == null) {
      sort();
      blind = new ArrayList<>();
      long last = from;
      for (int i = 0; i < count; i++) {
        if (scrapes[i] - last > staleness) {
          blind.add(new long[] {last, scrapes[i]});
        }
        last = scrapes[i];
      }
    }
    return blind;
  }

  private void sort() {
    Arrays.sort(scrapes, 0, count);
  }

  private static boolean overlaps(long[] hole, long from, long to) {
    return hole[0] < to && from < hole[1];
  }
}
