package network.mandala.billing.metering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.mandala.billing.metering.Measure.Kind;
import network.mandala.billing.prometheus.Series;

/**
 * Adds up the series of one metric, for each namespace and each window. Series come one at a time
 * and are not kept.
 *
 * <p>The rules:
 *
 * <ul>
 *   <li>Two consecutive samples that are not further apart than the staleness stand for an amount,
 *       which is spread evenly over the time between them; each window gets its share.
 *   <li>Two samples that are further apart: of a gauge nothing is charged, since nobody saw it.
 *       What a counter counted belongs to the window of the later sample, whole.
 *   <li>A counter that appears at a target that was scraped all the time began at zero; what it
 *       shows belongs to the window of its first sample. Where the target was not scraped, its
 *       first value is only where counting starts. If there are samples from before, outside of
 *       what was read, they are looked for: see {@link #strangers()}.
 *   <li>The same thing seen by two targets counts once: in each window the first target by name, if
 *       it saw about as much of the window as any other.
 *   <li>More than can be true in the time is not counted.
 * </ul>
 *
 * For one thread.
 */
public final class Tally {

  /**
   * What is new can have counted only this part of the most that is possible: 16 cores, 40 Gbit/s.
   * So a label that is dropped from all series, which makes all of them new, charges nobody for
   * their whole life.
   */
  private static final long FIRST_PART = 256;

  private static final Comparator<Track> BY_NAME =
      Comparator.<Track, String>comparing(track -> track.target);

  private final Measure measure;
  private final Horizon horizon;
  private final Health health;
  private final long staleness;
  private final Map<String, Track> tracks = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private long refused;

  /** One series of one thing; others of the same thing are behind it. */
  private static final class Track {
    private final String namespace;
    private final String item;
    private final String pod;
    private final String target;
    private final long[] amounts;
    private final long[] covered;
    private long firstMillis;
    private double firstValue;
    private boolean stranger;
    private int samples;
    private Track next;

    Track(String namespace, String item, String pod, String target, int windows) {
      this.namespace = namespace;
      this.item = item;
      this.pod = pod;
      this.target = target;
      amounts = new long[windows];
      covered = new long[windows];
    }
  }

  /**
   * @param staleness longest time between two samples of a thing that was there all the time,
   *     milliseconds
   */
  public Tally(Measure measure, Horizon horizon, Health health, long staleness) {
    this.measure = measure;
    this.horizon = horizon;
    this.health = health;
    this.staleness = staleness;
  }

  /** The earliest time whose samples are needed. */
  public long from() {
    return horizon.start() - staleness;
  }

  /** The latest time whose samples are needed. */
  public long to() {
    return horizon.end() + staleness;
  }

  /**
   * Takes a series of usage. Where a series was told by our operator, its labels may be exported.
   */
  public void add(Series series) {
    if (series.count() == 0) {
      return;
    }
    var namespace = own(series, "namespace");
    var track =
        new Track(
            name(namespace),
            name(series.label("resource")),
            own(series, "pod"),
            name(Health.target(series)),
            horizon.count());
    track.samples = series.count();
    track.firstMillis = series.millis(0);
    track.firstValue = series.value(0);
    for (int i = 1; i < series.count(); i++) {
      pair(track, series, i);
    }
    if (measure.kind() == Kind.COUNTER) {
      first(track);
    }
    tracks.merge(identity(series), track, Tally::behind);
  }

  private static Track behind(Track one, Track other) {
    other.next = one;
    return other;
  }

  /** What is the same for all who scrape a thing. */
  private static String identity(Series series) {
    return String.join(
        "\n",
        own(series, "namespace"),
        own(series, "pod"),
        own(series, "container"),
        series.label("id"),
        series.label("interface"),
        series.label("cpu"),
        series.label("persistentvolumeclaim"),
        series.label("resource"));
  }

  /** A label as it was exported, before the scrape put its own in its place. */
  private static String own(Series series, String label) {
    var exported = series.label("exported_" + label);
    return exported.isEmpty() ? series.label(label) : exported;
  }

  /** One copy of a text that many series have. */
  private String name(String text) {
    var known = names.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  private void pair(Track track, Series series, int later) {
    long from = series.millis(later - 1);
    long to = series.millis(later);
    long millis = to - from;
    if (millis > staleness && measure.kind() == Kind.GAUGE) {
      return;
    }
    long amount = Amounts.between(measure, series.value(later - 1), series.value(later), millis);
    if (isAbsurd(amount, millis)) {
      refused++;
      return;
    }
    if (millis > staleness) {
      whole(track, to, amount);
    } else {
      split(track, from, to, amount);
    }
  }

  private boolean isAbsurd(long amount, long millis) {
    return measure.kind() == Kind.COUNTER
        && amount / ((millis + 1999) / 1000) > measure.mostPerSecond();
  }

  private void split(Track track, long from, long to, long amount) {
    int index = (int) Math.max(0, horizon.indexOf(from));
    for (; index < horizon.count() && horizon.start(index) < to; index++) {
      long begin = Math.max(from, horizon.start(index));
      long end = Math.min(to, horizon.end(index));
      if (begin < end) {
        track.amounts[index] +=
            Amounts.share(amount, end - from, to - from)
                - Amounts.share(amount, begin - from, to - from);
        track.covered[index] += end - begin;
      }
    }
  }

  private void whole(Track track, long at, long amount) {
    long index = horizon.indexOf(at);
    if (index >= 0 && index < horizon.count()) {
      track.amounts[(int) index] += amount;
    }
  }

  private void first(Track track) {
    track.stranger =
        track.firstMillis >= horizon.start()
            && track.firstMillis < horizon.end()
            && measure.counted(track.firstValue) > 0;
  }

  /**
   * Pods with counters that begin within the windows: whether they began to count then, or have
   * been there before a gap, is to be found out by {@link #remember} before the result is taken.
   */
  public Set<String> strangers() {
    var pods = new HashSet<String>();
    tracks.forEach(
        (identity, track) -> {
          for (var one = track; one != null; one = one.next) {
            if (one.stranger) {
              pods.add(one.pod);
            }
          }
        });
    return pods;
  }

  /**
   * Takes the last value of a series from before the time that was read.
   *
   * @param history how long ago that may be, milliseconds
   */
  public void remember(Series earlier, long history) {
    if (earlier.count() == 0) {
      return;
    }
    for (var track = tracks.get(identity(earlier)); track != null; track = track.next) {
      if (track.stranger && track.target.equals(Health.target(earlier))) {
        track.stranger = false;
        long amount =
            Amounts.increment(measure, earlier.value(earlier.count() - 1), track.firstValue);
        if (isAbsurd(amount, history + track.firstMillis - from())) {
          refused++;
        } else {
          whole(track, track.firstMillis, amount);
        }
      }
    }
  }

  /** Increments that cannot be true and were not counted. */
  public long refused() {
    return refused;
  }

  /** How many things there were. */
  public int things() {
    return tracks.size();
  }

  /** What each namespace used; to be called once, at the end. */
  public List<Usage> result() {
    var usages = new HashMap<String, Map<String, Usage>>();
    for (var track : tracks.values()) {
      var usage =
          usages
              .computeIfAbsent(track.namespace, namespace -> new HashMap<>())
              .computeIfAbsent(
                  track.item, item -> new Usage(track.namespace, item, horizon.count()));
      for (var one = track; one != null; one = one.next) {
        begin(one);
        usage.sampled(one.samples);
      }
      for (int i = 0; i < horizon.count(); i++) {
        var best = best(track, i);
        usage.add(i, best.amounts[i], isUnseen(track, i));
      }
    }
    var result = new ArrayList<Usage>();
    usages.values().forEach(items -> result.addAll(items.values()));
    return result;
  }

  /** Nothing was found of it from before: it counts from zero if somebody was looking. */
  private void begin(Track track) {
    if (track.stranger) {
      track.stranger = false;
      long amount = measure.counted(track.firstValue);
      if (health.wasSeenBefore(track.target, track.firstMillis)
          && !isAbsurd(Math.multiplyExact(amount, FIRST_PART), staleness)) {
        whole(track, track.firstMillis, amount);
      }
    }
  }

  /**
   * The first by name of those that saw most of the window, so that it is nearly always the same.
   */
  private Track best(Track track, int window) {
    long most = 0;
    for (var one = track; one != null; one = one.next) {
      most = Math.max(most, one.covered[window]);
    }
    long enough = most - Math.min(staleness, horizon.length() / 2);
    Track best = null;
    for (var one = track; one != null; one = one.next) {
      boolean tells = one.covered[window] > 0 || one.amounts[window] != 0;
      if (tells
          && one.covered[window] >= enough
          && (best == null
              || BY_NAME.thenComparing(same -> same.amounts[window]).compare(one, best) < 0)) {
        best = one;
      }
    }
    return best == null ? track : best;
  }

  /** Whether nobody looked at this thing for a part of the window, by any target. */
  private boolean isUnseen(Track track, int window) {
    for (var one = track; one != null; one = one.next) {
      if (!health.hasHole(one.target, horizon.start(window), horizon.end(window))) {
        return false;
      }
    }
    return true;
  }
}
