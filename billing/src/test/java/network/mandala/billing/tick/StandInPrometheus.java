package network.mandala.billing.tick;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import network.mandala.billing.prometheus.Answer;
import network.mandala.billing.prometheus.PrometheusFault;
import network.mandala.billing.prometheus.PrometheusFault.Reason;
import network.mandala.billing.prometheus.Question;
import network.mandala.billing.prometheus.Samples;
import network.mandala.billing.prometheus.Series;

/**
 * Answers the three kinds of questions that a tick asks, as Prometheus would, out of memory. Any
 * number may ask at once.
 */
final class StandInPrometheus implements Samples {

  private static final Pattern RANGE =
      Pattern.compile("(last_over_time\\()?(\\w+)\\{(.*)}\\[(\\d+)ms]\\)?");
  private static final Pattern NEWEST = Pattern.compile("max\\(timestamp\\((\\w+)\\{(.*)}\\)\\)");
  private static final Pattern POD = Pattern.compile("pod=~\"(.*?)\"");
  private static final Pattern JOB = Pattern.compile("job=\"(.*?)\"");
  private static final long LOOKBACK = 300_000;

  private record Key(String metric, Map<String, String> labels) {}

  private final Clock clock;
  private final Map<Key, TreeMap<Long, Double>> series = new HashMap<>();
  private boolean down;

  StandInPrometheus(Clock clock) {
    this.clock = clock;
  }

  void scrape(String metric, Map<String, String> labels, long millis, double value) {
    series.computeIfAbsent(new Key(metric, labels), key -> new TreeMap<>()).put(millis, value);
  }

  void setDown(boolean isDown) {
    down = isDown;
  }

  @Override
  public Answer ask(Question question, Consumer<Series> consumer) {
    if (down) {
      throw new PrometheusFault(Reason.UNREACHABLE, "down");
    }
    var newest = NEWEST.matcher(question.promql());
    if (newest.matches()) {
      newest(newest.group(1), newest.group(2), consumer);
      return new Answer();
    }
    var range = RANGE.matcher(question.promql());
    if (!range.matches()) {
      throw new PrometheusFault(Reason.REFUSED, "parse error: " + question.promql());
    }
    long to = Math.min(question.at().toEpochMilli(), clock.millis());
    long from = question.at().toEpochMilli() - Long.parseLong(range.group(4));
    boolean last = range.group(1) != null;
    series.forEach(
        (key, samples) -> {
          var seen = samples.headMap(to, true).tailMap(from, false);
          if (matches(key, range.group(2), range.group(3)) && !seen.isEmpty()) {
            var one = labelled(key);
            if (last) {
              one.add(question.at().toEpochMilli(), seen.lastEntry().getValue());
            } else {
              seen.forEach(one::add);
            }
            consumer.accept(one);
          }
        });
    return new Answer();
  }

  private void newest(String metric, String matchers, Consumer<Series> consumer) {
    long now = clock.millis();
    series.entrySet().stream()
        .filter(entry -> matches(entry.getKey(), metric, matchers))
        .map(entry -> entry.getValue().floorKey(now))
        .filter(at -> at != null && at > now - LOOKBACK)
        .max(Long::compare)
        .ifPresent(
            at -> {
              var one = new Series();
              one.add(now, at / 1000.0);
              consumer.accept(one);
            });
  }

  private static boolean matches(Key key, String metric, String matchers) {
    if (!key.metric().equals(metric)) {
      return false;
    }
    var job = JOB.matcher(matchers);
    if (job.find() && !job.group(1).equals(key.labels().get("job"))) {
      return false;
    }
    var pod = POD.matcher(matchers);
    return !pod.find()
        || !key.labels().containsKey("pod")
        || key.labels().get("pod").matches(pod.group(1).replace("\\\\", "\\"));
  }

  private static Series labelled(Key key) {
    var one = new Series();
    key.labels().forEach(one::label);
    return one;
  }
}
