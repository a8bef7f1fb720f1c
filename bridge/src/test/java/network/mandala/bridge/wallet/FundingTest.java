package network.mandala.bridge.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import network.mandala.bridge.chain.Destination;
import network.mandala.bridge.chain.Transaction;
import network.mandala.bridge.chain.TxId;
import network.mandala.crds.project.Network;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.journal.EntryKind;
import network.mandala.ledger.journal.EntryQuery;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.Contacts;
import network.mandala.ledger.project.LedgerProject;
import network.mandala.ledger.testing.Crash;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Section 6 and 8.12: the key of a project is paid once, of its balance, with a row of the ledger.
 */
class FundingTest {
  private static final int MOST_STATEMENTS = 60;

  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private Ledger ledger;
  private Ledger failing;
  private PlayWallet play;
  private WalletKeeper keeper;
  private Fundings fundings;
  private int projects;

  @BeforeEach
  void start() throws IOException {
    var settings = mysql.another();
    ledger = Ledger.open(settings);
    ledger.database().migrate();
    failing = Ledger.open(settings);
    play = new PlayWallet(ledger.database());
    keeper = play.keeper();
    fundings = new Fundings(ledger.database(), 500);
  }

  @AfterEach
  void stop() {
    play.close();
    failing.close();
    ledger.close();
  }

  @Test
  void theKeyOfAProjectIsPaidOfItsBalanceAndTheRestComesBack() {
    var project = project(2000);
    var deposit = play.deposit(9000);
    fundings.request(project, Network.MAIN, key(project));
    fundings.request(project, Network.MAIN, key(project));

    keeper.turn();
    keeper.follow();

    assertThat(balance(project)).isEqualTo(1500);
    assertThat(kinds(project)).containsExactly(EntryKind.FUNDING, EntryKind.TOP_UP);
    var paid = only(deposit);
    assertThat(PlayWallet.evidence(paid, List.of(deposit)).unchecked()).isZero();
    assertThat(paid.outputs().getFirst().satoshis()).isEqualTo(500);
    assertThat(paid.outputs().getFirst().script()).isEqualTo(Destination.of(key(project)).script());
    // 14 + 148 + 2 x 34 bytes at 100 for 1000.
    assertThat(paid.outputs().get(1).satoshis()).isEqualTo(9000 - 500 - 23);

    play.arc.says(paid.id(), "MINED");
    play.makeDue();
    keeper.follow();
    keeper.turn();
    keeper.follow();
    assertThat(state(project)).isEqualTo("PAID");
    var sweep = only(paid);
    assertThat(PlayWallet.evidence(sweep, List.of(paid)).unchecked()).isZero();
    assertThat(balance(project)).isEqualTo(1500);
    assertThat(ledger.audit().run().findings()).isEmpty();
  }

  @Test
  void aRefusedOneIsUndoneAndTriedAgain() {
    var project = project(2000);
    play.deposit(900);
    fundings.request(project, Network.MAIN, key(project));
    keeper.turn();
    assertThat(balance(project)).isEqualTo(1500);
    var first = new TxId(play.spends().getFirst().transaction());
    play.arc.refuses(first, 465);
    keeper.follow();

    assertThat(balance(project)).isEqualTo(2000);
    assertThat(state(project)).isEqualTo("WAITING");
    play.makeDue();
    keeper.turn();
    keeper.follow();

    assertThat(balance(project)).isEqualTo(1500);
    assertThat(state(project)).isEqualTo("PAYING");
    assertThat(kinds(project))
        .containsExactly(
            EntryKind.FUNDING, EntryKind.REVERSAL, EntryKind.FUNDING, EntryKind.TOP_UP);
    assertThat(ledger.audit().run().findings()).isEmpty();
  }

  @Test
  void itWaitsForTheBalanceAndForTheWallet() {
    var poor = project(499);
    var rich = project(5000);
    fundings.request(poor, Network.MAIN, key(poor));
    fundings.request(rich, Network.MAIN, key(rich));
    keeper.turn();
    assertThat(why(rich)).contains("wallet has too little");

    play.deposit(800);
    keeper.turn();
    assertThat(why(poor)).contains("balance of the project is too low");
    assertThat(state(rich)).isEqualTo("PAYING");
    assertThat(balance(poor)).isEqualTo(499);

    credit(poor, 1);
    play.deposit(900);
    keeper.turn();
    assertThat(state(poor)).isEqualTo("PAYING");
    assertThat(balance(poor)).isZero();
  }

  @Test
  void theKeyOfAProjectThatIsGoneIsNotPaid() {
    var project = project(5000);
    fundings.request(project, Network.MAIN, key(project));
    assertThat(fundings.projects()).containsExactly(project);

    fundings.forget(project);
    play.deposit(900);
    keeper.turn();

    assertThat(fundings.projects()).isEmpty();
    assertThat(state(project)).isEqualTo("GONE");
    assertThat(balance(project)).isEqualTo(5000);
  }

  @Test
  void nothingIsPaidWhereTheProviderPaysNothing() {
    var project = project(5000);
    new Fundings(ledger.database(), 0).request(project, Network.MAIN, key(project));
    play.deposit(900);

    keeper.turn();

    assertThat(play.spends()).isEmpty();
    assertThat(balance(project)).isEqualTo(5000);
  }

  /** A bridge dies at each of its statements in turn; another one goes on. */
  @ParameterizedTest
  @EnumSource
  void noKeyIsPaidTwiceAndNoMoneyIsLost(Crash.How how) {
    var crash = Crash.in(failing.database(), mysql.settings());
    var dying = play.keeper(failing.database(), PlayWallet.NODE);
    int statement = 1;
    for (boolean crashed = true; crashed; statement++) {
      var project = project(700);
      var deposit = play.deposit(600);
      fundings.request(project, Network.MAIN, key(project));

      crash.at(statement, how);
      try {
        dying.turn();
        dying.follow();
      } catch (RuntimeException e) {
        assertThat(e).as("that it dies").isNotInstanceOf(IllegalStateException.class);
      }
      crashed = crash.disarm();
      play.makeDue();
      keeper.turn();
      keeper.follow();

      var paid = only(deposit);
      play.arc.says(paid.id(), "MINED");
      play.makeDue();
      keeper.follow();
      assertThat(state(project)).as("statement %d", statement).isEqualTo("PAID");
      assertThat(balance(project)).as("statement %d", statement).isEqualTo(200);
      assertThat(kinds(project)).containsExactly(EntryKind.FUNDING, EntryKind.TOP_UP);
      assertThat(statement).isLessThan(MOST_STATEMENTS);
      // What came back is out of the way of the next.
      play.hide();
    }
    assertThat(statement).as("statements that were tried").isGreaterThan(15);
    assertThat(ledger.audit().run().findings()).isEmpty();
  }

  private Transaction only(Transaction source) {
    assertThat(play.arc.spending(source.id())).hasSize(1);
    return play.arc.spending(source.id()).getFirst();
  }

  private String project(long satoshis) {
    var id = "%032x".formatted(++projects);
    ledger
        .projects()
        .register(
            new LedgerProject(
                id, id, "mandala-project-" + id, id, Network.MAIN, List.of(), Contacts.NONE));
    credit(id, satoshis);
    return id;
  }

  private void credit(String project, long satoshis) {
    ledger
        .journal()
        .credit(project, Satoshis.of(satoshis), project + ":" + satoshis, "paid", "tenant");
  }

  private static PublicKey key(String project) {
    return WalletKey.parse("1" + project.substring(1) + project).publicKey();
  }

  private long balance(String project) {
    return ledger.accounts().balance(project).value();
  }

  private List<EntryKind> kinds(String project) {
    return ledger.journal().entries(project, EntryQuery.latest(9)).stream()
        .map(entry -> entry.kind())
        .toList();
  }

  private String state(String project) {
    return column(project, "state");
  }

  private String why(String project) {
    return column(project, "why");
  }

  private String column(String project, String name) {
    return ledger
        .database()
        .read(
            tx ->
                tx.createQuery(
                        "select " + name + " from bridge_funding where project_id = :project")
                    .bind("project", project)
                    .mapTo(String.class)
                    .one());
  }
}
