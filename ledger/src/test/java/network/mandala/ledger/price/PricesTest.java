package network.mandala.ledger.price;

import static network.mandala.ledger.Fixtures.CPU;
import static network.mandala.ledger.Fixtures.MEMORY;
import static network.mandala.ledger.Fixtures.NOON;
import static network.mandala.ledger.Fixtures.msat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PricesTest {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private Ledger ledger;
  private Prices prices;

  @BeforeEach
  void emptyLedger() {
    ledger = Ledger.open(mysql.another());
    ledger.database().migrate();
    prices = ledger.prices();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void theNewestListThatIsEffectiveIsInForce() {
    prices.publish(Map.of(CPU, msat(1)), NOON, "first");
    prices.publish(Map.of(CPU, msat(2)), NOON.plusSeconds(60), "dearer");

    assertThatThrownBy(() -> prices.at(NOON.minusNanos(1000)))
        .isInstanceOf(NoPriceList.class)
        .hasMessageContaining("publish one");
    assertThat(prices.at(NOON).priceOf(CPU)).contains(msat(1));
    assertThat(prices.at(NOON.plusSeconds(59)).version()).isEqualTo(1);
    assertThat(prices.at(NOON.plusSeconds(60)).priceOf(CPU)).contains(msat(2));
    assertThat(prices.history()).extracting(PriceList::version).containsExactly(1L, 2L);
  }

  @Test
  void theSamePricesMakeNoNewList() {
    var first = prices.publish(Map.of(CPU, msat(1), MEMORY, msat(2)), NOON, "first");
    var again =
        prices.publish(Map.of(MEMORY, msat(2), CPU, msat(1)), NOON.plusSeconds(60), "restart");

    assertThat(again).isEqualTo(first);
    assertThat(prices.history()).hasSize(1);
  }

  @Test
  void processesThatStartTogetherPublishOneList() throws Exception {
    try (var processes = Executors.newFixedThreadPool(6)) {
      Callable<PriceList> publish = () -> prices.publish(Map.of(CPU, msat(1)), NOON, "start");
      var versions = new HashSet<Long>();
      for (var list : processes.invokeAll(Stream.generate(() -> publish).limit(6).toList())) {
        versions.add(list.get().version());
      }
      assertThat(versions).containsExactly(1L);
      assertThat(prices.history()).hasSize(1);
    }
  }

  @Test
  void zeroIsFreeAndLessIsRefused() {
    prices.publish(Map.of(CPU, msat(0)), NOON, "free");

    assertThat(prices.at(NOON).priceOf(CPU)).contains(msat(0));
    assertThatThrownBy(() -> prices.publish(Map.of(CPU, msat(-1)), NOON, "a gift"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the price of cpu is negative");
    assertThatThrownBy(() -> prices.publish(Map.of(), NOON, "nothing"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(prices.history()).hasSize(1);
  }

  @Test
  void theTimeOfAListIsNotBeforeTheNewest() {
    prices.publish(Map.of(CPU, msat(1)), NOON, "first");

    assertThatThrownBy(
            () -> prices.publish(Map.of(CPU, msat(2)), NOON.minusSeconds(1), "in the past"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("before the newest");
    prices.publish(Map.of(CPU, msat(3)), NOON, "a correction");
    assertThat(prices.at(NOON).priceOf(CPU)).contains(msat(3));
  }

  @Test
  void anItemHasItsOwnPriceOrThatOfItsMeterOrNone() {
    var gpu = MeterItem.of(Meter.GPU, "nvidia.com/gpu");
    var other = MeterItem.of(Meter.GPU, "amd.com/gpu");

    prices.publish(Map.of(MeterItem.of(Meter.GPU), msat(5), gpu, msat(9)), NOON, "gpus");

    assertThat(prices.at(NOON).priceOf(gpu)).contains(msat(9));
    assertThat(prices.at(NOON).priceOf(other)).contains(msat(5));
    assertThat(prices.at(NOON).priceOf(CPU)).isEmpty();
  }
}
