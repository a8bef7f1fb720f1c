package network.mandala.bridge.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import network.mandala.ledger.wallet.WalletFunds;

/** All that the bridge counts of money; docs/reference/metrics.md says what each is. */
public final class MoneyMetrics {
  private static final String NETWORK = "network";

  private final MeterRegistry registry;
  private final Map<Tags, AtomicLong> wallets = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> waiting = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> oldest = new ConcurrentHashMap<>();

  public MoneyMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (var result : PaymentResult.values()) {
      counter("mandala.bridge.payments", "result", result).increment(0);
    }
  }

  /** Nobody looks at it. */
  public static MoneyMetrics unseen() {
    return new MoneyMetrics(new SimpleMeterRegistry());
  }

  /** A request with a payment was answered. */
  public void answered(PaymentResult result) {
    counter("mandala.bridge.payments", "result", result).increment();
  }

  /**
   * @param network main or test
   */
  public void credited(String network, long satoshis) {
    registry
        .counter("mandala.bridge.payment.credited.satoshis", NETWORK, network)
        .increment(satoshis);
  }

  /** A credit was undone. */
  public void reversed(String network, long satoshis) {
    registry
        .counter("mandala.bridge.payment.reversed.satoshis", NETWORK, network)
        .increment(satoshis);
  }

  /**
   * A transaction of a wallet has come so far.
   *
   * @param state one of a closed list
   */
  public void spend(String network, String state) {
    registry.counter("mandala.bridge.wallet.spends", NETWORK, network, "state", state).increment();
  }

  /** What the database says now; all replicas say the same. */
  public void holds(List<WalletFunds> funds) {
    for (var wallet : funds) {
      wallet(wallet.network(), "confirmed", wallet.confirmed().value());
      wallet(wallet.network(), "resting", wallet.resting().value());
      wallet(wallet.network(), "unconfirmed", wallet.unconfirmed().value());
      wallet(wallet.network(), "leaving", wallet.leaving().value());
      wallet(wallet.network(), "swept", wallet.swept().value());
      gauge(waiting, "mandala.bridge.payments.pending", wallet.network(), wallet.waiting());
      gauge(
          oldest,
          "mandala.bridge.payments.pending.age.seconds",
          wallet.network(),
          wallet.oldestWaiting().toSeconds());
    }
  }

  private void wallet(String network, String state, long satoshis) {
    wallets
        .computeIfAbsent(
            Tags.of(NETWORK, network, "state", state),
            tags -> registry.gauge("mandala.bridge.wallet.satoshis", tags, new AtomicLong()))
        .set(satoshis);
  }

  private void gauge(Map<String, AtomicLong> known, String name, String network, long value) {
    known
        .computeIfAbsent(
            network, key -> registry.gauge(name, Tags.of(NETWORK, key), new AtomicLong()))
        .set(value);
  }

  private Counter counter(String name, String tag, PaymentResult result) {
    return registry.counter(name, tag, result.word());
  }
}
