package network.mandala.bridge.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import network.mandala.bridge.http.Reply;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.change.Change;
import network.mandala.ledger.change.ChangeQuery;
import network.mandala.ledger.change.Changes;
import network.mandala.ledger.change.JdbiChanges;
import network.mandala.ledger.database.LedgerUnavailable;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AuditLogTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final PublicKey WHO = WalletKey.parse("11".repeat(32)).publicKey();

  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private Changes changes;
  private AuditLog audit;

  @BeforeEach
  void open() {
    changes = new JdbiChanges(mysql.ledger().database());
    changes.forgetAll(Instant.parse("2100-01-01T00:00:00Z"));
    audit = new AuditLog(changes, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void saysWhoAskedForWhatFromWhereAndHowItEnded() {
    audit.recorded(
        WHO, "POST /x/:id/addAdmin", "p1", "192.0.2.1", () -> Reply.error(403, "User not admin"));

    assertThat(changes.find(new ChangeQuery("p1", WHO.hex(), 10)))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.at()).isEqualTo(NOW);
              assertThat(change.identity()).isEqualTo(WHO.hex());
              assertThat(change.action()).isEqualTo("POST /x/:id/addAdmin");
              assertThat(change.project()).contains("p1");
              assertThat(change.address()).isEqualTo("192.0.2.1");
              assertThat(change.status()).contains(403);
            });
    assertThat(changes.find(new ChangeQuery("p2", null, 10))).isEmpty();
  }

  @Test
  void namesTheProjectThatWasMade() {
    audit.recorded(
        WHO, "POST /create", null, "192.0.2.1", () -> Reply.ok(Map.of("projectId", "p9")));

    assertThat(changes.find(new ChangeQuery("p9", null, 10))).hasSize(1);
  }

  /** The process is killed between the two: it is known that somebody asked. */
  @Test
  void aChangeOfWhichNobodyKnowsHowItEndedIsThere() {
    assertThatThrownBy(
            () ->
                audit.recorded(
                    WHO,
                    "POST /x",
                    "p1",
                    "192.0.2.1",
                    () -> {
                      throw new IllegalStateException("as the test wants it");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(changes.find(new ChangeQuery(null, null, 10)))
        .singleElement()
        .extracting(Change::status)
        .isEqualTo(Optional.empty());
  }

  @Test
  void whatCannotBeWrittenDownIsNotDone() {
    var done = new AtomicInteger();
    var database = mysql.ledger().database();
    var unreachable = new Unreachable(new JdbiChanges(database));

    assertThatThrownBy(
            () ->
                new AuditLog(unreachable, Clock.systemUTC())
                    .recorded(
                        WHO,
                        "POST /x",
                        null,
                        "192.0.2.1",
                        () -> {
                          done.incrementAndGet();
                          return Reply.ok(Map.of());
                        }))
        .isInstanceOf(LedgerUnavailable.class);
    assertThat(done).hasValue(0);
  }

  @Test
  void forgetsWhatIsOlder() {
    audit.recorded(WHO, "POST /x", "p1", "192.0.2.1", () -> Reply.ok(Map.of()));

    changes.forgetAll(NOW);
    assertThat(changes.find(new ChangeQuery(null, null, 10))).hasSize(1);
    changes.forgetAll(NOW.plusSeconds(1));
    assertThat(changes.find(new ChangeQuery(null, null, 10))).isEmpty();
  }

  private record Unreachable(Changes changes) implements Changes {
    @Override
    public long begun(Instant at, String identity, String action, String project, String address) {
      throw LedgerUnavailable.overloaded(null);
    }

    @Override
    public void ended(long change, int status, String project) {
      changes.ended(change, status, project);
    }

    @Override
    public java.util.List<Change> find(ChangeQuery query) {
      return changes.find(query);
    }

    @Override
    public void forgetAll(Instant before) {
      changes.forgetAll(before);
    }
  }
}
