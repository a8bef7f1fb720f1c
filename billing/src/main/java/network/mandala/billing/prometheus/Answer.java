package network.mandala.billing.prometheus;

import java.util.EnumMap;
import java.util.Map;
import network.mandala.billing.prometheus.SampleRules.Dropped;

/** What an answer consisted of. For one thread. */
public final class Answer {

  private final Map<Dropped, Long> dropped = new EnumMap<>(Dropped.class);
  private long series;
  private long samples;

  public long series() {
    return series;
  }

  /** Those that can be used. */
  public long samples() {
    return samples;
  }

  /** How many samples were left out, by reason; reasons without any are not in it. */
  public Map<Dropped, Long> dropped() {
    return Map.copyOf(dropped);
  }

  void count(Series one) {
    series++;
    samples += one.count();
  }

  void drop(Dropped why) {
    dropped.merge(why, 1L, Long::sum);
  }
}
