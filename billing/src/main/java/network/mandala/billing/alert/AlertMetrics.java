package network.mandala.billing.alert;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/** What the provider's Prometheus sees of the alerts. */
final class AlertMetrics {

  enum Result {
    DELIVERED,
    FAILED,
    GIVEN_UP
  }

  private final MeterRegistry registry;
  private final AtomicReference<Outbox.Depth> depth =
      new AtomicReference<>(new Outbox.Depth(0, Duration.ZERO, 0));

  AlertMetrics(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("mandala.alert.outbox.waiting", depth, of -> of.get().waiting());
    registry.gauge(
        "mandala.alert.outbox.oldest.seconds", depth, of -> of.get().oldest().toSeconds());
    registry.gauge("mandala.alert.outbox.given.up", depth, of -> of.get().givenUp());
    for (var channel : Channel.values()) {
      for (var result : Result.values()) {
        attempts(channel, result);
      }
    }
    for (var urgency : Urgency.values()) {
      crossings(urgency);
    }
    registry.counter("mandala.alert.contacts.dropped");
    registry.counter("mandala.alert.round.failures");
  }

  void attempt(Channel channel, Result result) {
    attempts(channel, result).increment();
  }

  void crossing(Urgency urgency) {
    crossings(urgency).increment();
  }

  void dropped() {
    registry.counter("mandala.alert.contacts.dropped").increment();
  }

  void roundFailed() {
    registry.counter("mandala.alert.round.failures").increment();
  }

  void depth(Outbox.Depth now) {
    depth.set(now);
  }

  private Counter attempts(Channel channel, Result result) {
    return registry.counter(
        "mandala.alert.deliveries",
        "channel",
        channel.label(),
        "result",
        result.name().toLowerCase(Locale.ROOT));
  }

  private Counter crossings(Urgency urgency) {
    return registry.counter(
        "mandala.alert.crossings", "urgency", urgency.word().toLowerCase(Locale.ROOT));
  }
}
