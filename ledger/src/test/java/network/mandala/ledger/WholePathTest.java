package network.mandala.ledger;

import static network.mandala.ledger.Fixtures.CPU;
import static network.mandala.ledger.Fixtures.MEMORY;
import static network.mandala.ledger.Fixtures.NODE_KEY;
import static network.mandala.ledger.Fixtures.PRICES;
import static network.mandala.ledger.Fixtures.msat;
import static network.mandala.ledger.Fixtures.registered;
import static network.mandala.ledger.Fixtures.sat;
import static network.mandala.ledger.Fixtures.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import network.mandala.ledger.debit.DebitWindow;
import network.mandala.ledger.journal.EntryKind;
import network.mandala.ledger.journal.EntryQuery;
import network.mandala.ledger.receipt.ReceiptChain;
import network.mandala.ledger.receipt.ReceiptFile;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.usage.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WholePathTest {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  @Test
  void aTopUpIsSpentByUsageAndEveryPartyCanCheckIt() {
    var ledger = mysql.ledger();
    var project = registered(ledger, "demo");
    ledger.prices().publish(PRICES, Instant.EPOCH, "the older node's");
    ledger.journal().credit(project, sat(10_000), "payment-1", "paid", "tenant");

    var half = 150_000_000L; // core-microseconds: half a core for five minutes
    var receipts =
        ledger
            .debits(NODE_KEY)
            .charge(
                List.of(
                    new DebitWindow(
                        project,
                        window(0),
                        List.of(
                            new Reading(CPU, half, "{\"samples\":3}"),
                            Reading.of(MEMORY, (1L << 30) * 300)))));

    assertThat(receipts).hasSize(1);
    assertThat(receipts.getFirst().body().amount()).isEqualTo(msat(1_000_000));
    assertThat(ledger.accounts().balance(project)).isEqualTo(sat(9_000));
    assertThat(ledger.journal().entries(project, EntryQuery.latest(10)))
        .extracting(entry -> entry.kind())
        .containsExactly(EntryKind.DEBIT, EntryKind.TOP_UP);

    var stored = ledger.receipts().of(project, 1, 100);
    assertThat(stored).isEqualTo(receipts);
    var file = new ByteArrayOutputStream();
    ReceiptFile.write(stored, file);
    var read = ReceiptFile.read(new ByteArrayInputStream(file.toByteArray()));
    var verification = ReceiptChain.verify(read, NODE_KEY.publicKey());
    assertThat(verification.problems()).isEmpty();
    assertThat(verification.posted()).isEqualTo(sat(1_000));

    assertThat(ledger.audit().run().findings()).isEmpty();
    assertThat(ledger.report().rows(window(0).start(), window(1).start()))
        .filteredOn(row -> row.projectId().equals(project))
        .hasSize(2);
  }
}
