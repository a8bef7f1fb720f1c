package network.mandala.billing.tick;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import network.mandala.billing.prometheus.Answer;
import network.mandala.billing.prometheus.PrometheusFault;
import network.mandala.ledger.debit.MissingTotals;
import network.mandala.ledger.usage.Meter;

/** What billing tells about itself; the names are in docs/reference/metrics.md. Thread-safe. */
public final class BillingMetrics {

  private final MeterRegistry registry;
  private final Map<Meter, AtomicLong> lags = new EnumMap<>(Meter.class);
  private final Map<Meter, AtomicLong> things = new EnumMap<>(Meter.class);
  private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();
  private final Timer ticks;

  public BillingMetrics(MeterRegistry registry) {
    this.registry = registry;
    ticks = Timer.builder("mandala.billing.tick").register(registry);
  }

  void lag(Meter meter, Duration lag) {
    synchronized (lags) {
      lags.computeIfAbsent(
              meter,
              one ->
                  registry.gauge(
                      "mandala.billing.lag.seconds",
                      Tags.of("meter", one.text()),
                      new AtomicLong()))
          .set(lag.toSeconds());
    }
  }

  void things(Meter meter, int count) {
    synchronized (things) {
      things
          .computeIfAbsent(
              meter,
              one ->
                  registry.gauge(
                      "mandala.billing.series", Tags.of("meter", one.text()), new AtomicLong()))
          .set(count);
    }
  }

  void missing(Map<Meter, MissingTotals> totals) {
    totals.forEach(
        (meter, total) -> {
          missing(meter, "open", total.open());
          missing(meter, "filled", total.filled());
          missing(meter, "written_off", total.writtenOff());
        });
  }

  private void missing(Meter meter, String state, long windows) {
    gauge(
        "mandala.billing.missing.windows", Tags.of("meter", meter.text(), "state", state), windows);
  }

  void unknownNamespaces(int count) {
    gauge("mandala.billing.unknown.namespaces", Tags.empty(), count);
  }

  private void gauge(String name, io.micrometer.core.instrument.Tags tags, long value) {
    gauges
        .computeIfAbsent(name + tags, key -> registry.gauge(name, tags, new AtomicLong()))
        .set(value);
  }

  void answered(Answer answer) {
    registry.counter("mandala.billing.queries", "result", "ok").increment();
    answer
        .dropped()
        .forEach(
            (why, count) ->
                registry
                    .counter("mandala.billing.samples.dropped", "reason", why.word())
                    .increment(count));
  }

  void failed(PrometheusFault fault) {
    registry.counter("mandala.billing.queries", "result", fault.reason().word()).increment();
  }

  void refused(long increments) {
    if (increments > 0) {
      registry.counter("mandala.billing.increments.refused").increment(increments);
    }
  }

  void charged(int receipts) {
    registry.counter("mandala.billing.receipts").increment(receipts);
  }

  void uncharged() {
    registry.counter("mandala.billing.uncharged").increment();
  }

  void ticked(String result, Duration duration) {
    registry.counter("mandala.billing.ticks", "result", result).increment();
    ticks.record(duration);
  }
}
