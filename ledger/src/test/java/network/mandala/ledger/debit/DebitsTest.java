package network.mandala.ledger.debit;

import static network.mandala.ledger.Fixtures.CPU;
import static network.mandala.ledger.Fixtures.MEMORY;
import static network.mandala.ledger.Fixtures.NODE_KEY;
import static network.mandala.ledger.Fixtures.NOON;
import static network.mandala.ledger.Fixtures.PRICES;
import static network.mandala.ledger.Fixtures.msat;
import static network.mandala.ledger.Fixtures.registered;
import static network.mandala.ledger.Fixtures.sat;
import static network.mandala.ledger.Fixtures.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import network.mandala.ledger.account.Amounts;
import network.mandala.ledger.price.NoPriceList;
import network.mandala.ledger.project.UnknownProject;
import network.mandala.ledger.receipt.Receipt;
import network.mandala.ledger.receipt.ReceiptChain;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;
import network.mandala.ledger.usage.Reading;
import network.mandala.ledger.usage.Window;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DebitsTest {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static final long HALF_A_CORE = 150_000_000;
  private static final MeterItem GPU = MeterItem.of(Meter.GPU, "nvidia.com/gpu");
  private static final MeterItem UNPRICED = MeterItem.of(Meter.TOKENS_IN, "some-model");

  private Debits debits;
  private String project;

  @BeforeEach
  void newProject() {
    debits = mysql.ledger().debits(NODE_KEY);
    project = registered(mysql.ledger(), "debits");
    if (mysql.ledger().prices().history().isEmpty()) {
      mysql.ledger().prices().publish(PRICES, Instant.parse("2026-01-01T00:00:00Z"), "first");
    }
  }

  @Test
  void aWindowIsChargedOnceHoweverOftenItComes() {
    var debit = usage(window(0), Reading.of(CPU, HALF_A_CORE));

    var first = debits.charge(List.of(debit, debit));
    var again = debits.charge(List.of(debit));

    assertThat(first).hasSize(1);
    assertThat(again).isEmpty();
    assertBalance(-500);
  }

  @Test
  void whatComesLaterIsChargedByAReceiptOfItsOwn() {
    debits.charge(List.of(usage(window(1), Reading.of(CPU, HALF_A_CORE))));
    var late =
        debits.charge(
            List.of(
                usage(window(1), Reading.of(CPU, 1), Reading.of(GPU, 300_000)),
                usage(window(0), Reading.of(CPU, HALF_A_CORE))));

    assertThat(late).extracting(Receipt::sequence).containsExactly(2L, 3L);
    assertThat(late.get(0).body().window()).isEqualTo(window(0));
    assertThat(late.get(1).body().lines()).extracting(line -> line.item()).containsExactly(GPU);
    assertBalance(-500 - 500 - 5000);
  }

  @Test
  void aWindowOfAnotherLengthThatOverlapsIsLeftOut() {
    var minute = Duration.ofMinutes(1);
    debits.charge(List.of(usage(window(0), Reading.of(CPU, HALF_A_CORE))));

    var inside = new Window(NOON.plusSeconds(60), minute);
    var after = new Window(NOON.plusSeconds(300), minute);
    var around = Window.containing(NOON, Duration.ofHours(1));
    var before = new Window(NOON.minusSeconds(60), minute);
    var charged =
        debits.charge(
            List.of(
                usage(inside, Reading.of(CPU, 1)),
                usage(after, Reading.of(CPU, 1)),
                usage(around, Reading.of(CPU, 1), Reading.of(MEMORY, 1)),
                usage(before, Reading.of(CPU, 1))));

    assertThat(charged).extracting(r -> r.body().window()).containsExactly(before, around, after);
    assertThat(charged.get(1).body().lines())
        .extracting(line -> line.item())
        .containsExactly(MEMORY);
  }

  @Test
  void whatHasNoPriceOrNoQuantityIsFreeAndStillOnTheReceipt() {
    var receipts =
        debits.charge(
            List.of(usage(window(0), Reading.of(CPU, 0), Reading.of(UNPRICED, 1_000_000))));

    assertThat(receipts).hasSize(1);
    assertThat(receipts.getFirst().body().amount()).isEqualTo(msat(0));
    assertThat(receipts.getFirst().body().lines()).hasSize(2);
    assertThat(mysql.ledger().receipts().latest(project)).contains(receipts.getFirst());
    assertBalance(0);
  }

  @Test
  void nothingToChargeMakesNoReceipt() {
    assertThat(debits.charge(List.of())).isEmpty();
    assertThat(debits.charge(List.of(usage(window(0))))).isEmpty();
    assertThat(mysql.ledger().receipts().of(project, 1, 10)).isEmpty();
  }

  @Test
  void millisatoshisAreCarriedUntilTheyAreASatoshi() {
    // a third of a satoshi each: 100 core-milliseconds
    for (int n = 0; n < 4; n++) {
      debits.charge(List.of(usage(window(n), Reading.of(CPU, 100_000))));
    }

    var receipts = mysql.ledger().receipts().of(project, 1, 10);
    assertThat(receipts)
        .extracting(r -> r.body().satoshis())
        .containsExactly(sat(0), sat(0), sat(1), sat(0));
    assertThat(receipts)
        .extracting(r -> r.body().amount().value())
        .containsExactly(333L, 333L, 334L, 333L);
    assertBalance(-1);
  }

  @Test
  void oneWrongReadingLeavesTheWholeBatchUncharged() {
    var good = usage(window(0), Reading.of(CPU, HALF_A_CORE));
    var absurd = usage(window(1), Reading.of(GPU, Long.MAX_VALUE));
    var stranger = new DebitWindow("nobody", window(0), List.of(Reading.of(CPU, 1)));
    var tooEarly =
        usage(
            Window.containing(Instant.parse("2025-12-31T23:59:00Z"), Duration.ofMinutes(5)),
            Reading.of(CPU, 1));

    assertThatThrownBy(() -> debits.charge(List.of(good, absurd)))
        .isInstanceOf(Unchargeable.class)
        .hasMessageContaining(project)
        .hasMessageContaining("9223372036854775807 unit-milliseconds")
        .satisfies(e -> assertThat(((Unchargeable) e).window()).isEqualTo(absurd));
    assertThatThrownBy(() -> debits.charge(List.of(good, stranger)))
        .isInstanceOf(Unchargeable.class)
        .hasCauseInstanceOf(UnknownProject.class);
    assertThatThrownBy(() -> debits.charge(List.of(good, tooEarly)))
        .isInstanceOf(NoPriceList.class);
    assertBalance(0);
    assertThat(debits.charge(List.of(good))).hasSize(1);
  }

  @Test
  void aDebtStopsAtTheLimitOfAnAccount() {
    mysql
        .ledger()
        .journal()
        .adjust(project, sat(-Amounts.LIMIT), "limit-" + project, "a lot", "provider");

    assertThatThrownBy(() -> debits.charge(List.of(usage(window(0), Reading.of(CPU, HALF_A_CORE)))))
        .isInstanceOf(Unchargeable.class);
    assertBalance(-Amounts.LIMIT);
  }

  @Test
  void thePriceIsThatOfTheStartOfTheWindow() {
    var later = window(600).start().plusSeconds(1);
    mysql.ledger().prices().publish(Map.of(CPU, msat(24_000_000)), later, "dearer");

    var receipts =
        debits.charge(
            List.of(
                usage(window(600), Reading.of(CPU, HALF_A_CORE)),
                usage(window(601), Reading.of(CPU, HALF_A_CORE), Reading.of(MEMORY, 1L << 40))));

    assertThat(receipts.get(0).body().satoshis()).isEqualTo(sat(500));
    assertThat(receipts.get(1).body().satoshis()).isEqualTo(sat(1000));
    assertThat(ReceiptChain.verify(receipts, NODE_KEY.publicKey()).problems()).isEmpty();
  }

  @Test
  void missingWindowsAreFilledOrGivenUp() {
    var cpu = MissingWindow.ofEveryProject(Meter.TEE, window(0));
    var next = MissingWindow.ofEveryProject(Meter.TEE, window(1));
    var own = new MissingWindow(project, Meter.TEE, window(2));

    debits.missing(List.of(cpu, next, own));
    debits.missing(List.of(cpu));
    assertThat(debits.openMissing(10)).containsExactly(cpu, next, own);
    assertThat(debits.openMissing(1)).containsExactly(cpu);

    debits.filled(List.of(cpu));
    assertThat(debits.writeOff(window(1).end(), "older than the history")).isEqualTo(1);
    debits.missing(List.of(cpu, next));

    assertThat(debits.openMissing(10)).containsExactly(own);
    assertThat(debits.missingTotals()).containsEntry(Meter.TEE, new MissingTotals(1, 1, 1));
  }

  @Test
  void aCursorNeverGoesBack() {
    assertThat(debits.cursor(Meter.TOKENS_OUT)).isEmpty();

    debits.advance(Meter.TOKENS_OUT, NOON);
    debits.advance(Meter.TOKENS_OUT, NOON.minusSeconds(300));

    assertThat(debits.cursor(Meter.TOKENS_OUT)).contains(NOON);
  }

  @Test
  void aReportSumsWhatWasUsedAndCharged() {
    debits.charge(
        List.of(
            usage(window(800), Reading.of(CPU, HALF_A_CORE), Reading.of(MEMORY, 7)),
            usage(window(801), Reading.of(CPU, Long.MAX_VALUE / 1000))));

    var rows = mysql.ledger().report().rows(window(800).start(), window(802).start());

    assertThat(rows).extracting(row -> row.item()).containsExactly(CPU, MEMORY);
    assertThat(rows.getFirst().quantity())
        .isEqualTo(BigInteger.valueOf(HALF_A_CORE + Long.MAX_VALUE / 1000));
    assertThat(mysql.ledger().report().rows(window(802).start(), window(803).start())).isEmpty();
  }

  private DebitWindow usage(Window window, Reading... readings) {
    return new DebitWindow(project, window, List.of(readings));
  }

  private void assertBalance(long satoshis) {
    assertThat(mysql.ledger().accounts().balance(project)).isEqualTo(sat(satoshis));
    assertThat(mysql.ledger().audit().run().findings())
        .filteredOn(finding -> finding.projectId().equals(project))
        .isEmpty();
  }
}
