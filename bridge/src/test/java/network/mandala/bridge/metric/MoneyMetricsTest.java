package network.mandala.bridge.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.wallet.WalletFunds;
import org.junit.jupiter.api.Test;

class MoneyMetricsTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "metrics.md");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MoneyMetrics metrics = new MoneyMetrics(registry);

  @Test
  void whatWalletsHoldIsWhatTheDatabaseSaidLast() {
    metrics.holds(List.of(funds("main", 5), funds("test", 6)));
    metrics.holds(List.of(funds("main", 7), funds("test", 8)));

    assertThat(registry.scrape())
        .contains(
            "mandala_bridge_wallet_satoshis{network=\"main\",state=\"confirmed\"} 7.0",
            "mandala_bridge_wallet_satoshis{network=\"test\",state=\"swept\"} 12.0",
            "mandala_bridge_payments_pending{network=\"main\"} 3.0",
            "mandala_bridge_payments_pending_age_seconds{network=\"test\"} 90.0");
  }

  /** An alert may compare with what has not happened yet. */
  @Test
  void everyResultIsThereFromTheStart() {
    for (var result : PaymentResult.values()) {
      assertThat(registry.scrape())
          .contains("mandala_bridge_payments_total{result=\"" + result.word() + "\"} 0.0");
    }
  }

  @Test
  void thePageNamesEverySeriesAndEveryResult() throws IOException {
    metrics.holds(List.of(funds("main", 1)));
    metrics.credited("main", 1);
    metrics.reversed("main", 1);
    metrics.spend("main", "seen");
    var page = Files.readString(PAGE);

    assertThat(registry.scrape().lines().filter(line -> line.startsWith("# TYPE ")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(page).contains("`" + line.split(" ")[2] + "`"));
    for (var result : PaymentResult.values()) {
      assertThat(page).contains(result.word());
    }
  }

  private static WalletFunds funds(String network, long satoshis) {
    return new WalletFunds(
        network,
        Satoshis.of(satoshis),
        1,
        Satoshis.of(0),
        Satoshis.of(1),
        Satoshis.of(2),
        Satoshis.of(satoshis + 4),
        3,
        Duration.ofSeconds(90));
  }
}
