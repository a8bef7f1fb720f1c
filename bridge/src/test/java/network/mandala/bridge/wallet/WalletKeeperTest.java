package network.mandala.bridge.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import network.mandala.bridge.chain.MerklePath;
import network.mandala.bridge.chain.PlayCoins;
import network.mandala.bridge.chain.Transaction;
import network.mandala.bridge.chain.TxId;
import network.mandala.crds.project.Network;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.wallet.WalletSpend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WalletKeeperTest {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private Ledger ledger;
  private PlayWallet play;
  private WalletKeeper keeper;

  @BeforeEach
  void start() throws IOException {
    ledger = Ledger.open(mysql.another());
    ledger.database().migrate();
    play = new PlayWallet(ledger.database());
    keeper = play.keeper();
  }

  @AfterEach
  void stop() {
    play.close();
    ledger.close();
  }

  @Test
  void depositsAreSweptToTheProviderInOneSignedTransaction() {
    var deposits = List.of(play.deposit(1500), play.deposit(500));
    keeper.turn();
    assertThat(play.funds().leaving().value()).isEqualTo(2000);
    assertThat(states()).containsExactly("SIGNED");

    keeper.follow();

    var sweep = onlySweep(deposits);
    assertThat(PlayWallet.evidence(sweep, deposits).unchecked()).isZero();
    assertThat(sweep.outputs()).hasSize(1);
    assertThat(sweep.outputs().getFirst().script()).isEqualTo(PlayWallet.PROVIDER.script());
    assertThat(sweep.outputs().getFirst().satoshis()).isEqualTo(2000 - 35);
    // What was paid for, and what it weighs: 100 satoshis for 1000 bytes.
    assertThat(sweep.bytes().length).isBetween(330, 350);
    assertThat(states()).containsExactly("SEEN");

    play.arc.says(sweep.id(), "MINED");
    play.makeDue();
    keeper.follow();
    assertThat(states()).containsExactly("MINED");
    assertThat(play.funds().swept().value()).isEqualTo(1965);
    assertThat(play.funds().confirmed().value()).isZero();
    play.makeDue();
    keeper.turn();
    assertThat(keeper.follow()).isZero();
  }

  @Test
  void onlyWhatIsInABlockIsSpentAndOnlyFromTheThresholdOn() {
    play.deposit(Network.MAIN, 5000, "SEEN");
    play.deposit(Network.MAIN, 5000, "TRUSTED");
    play.deposit(Network.MAIN, 5000, "BROADCAST");
    play.deposit(Network.MAIN, 5000, "REVERSED");
    play.deposit(Network.TEST, 900, "MINED");
    play.deposit(999);

    keeper.turn();

    assertThat(play.spends()).isEmpty();
    assertThat(play.funds().confirmed().value()).isEqualTo(999);
    assertThat(play.funds().outputs()).isOne();
    assertThat(play.funds().waiting()).isOne();
    assertThat(play.funds().unconfirmed().value()).isEqualTo(5000);
  }

  @Test
  void aRefusedBroadcastReturnsTheOutputsAndTheyRest() {
    var deposits = List.of(play.deposit(3000));
    keeper.turn();
    var refused = new TxId(play.spends().getFirst().transaction());
    play.arc.refuses(refused, 465);

    keeper.follow();

    assertThat(states()).containsExactly("REFUSED");
    assertThat(play.spends().getFirst().why()).contains("its fee is too low");
    assertThat(play.funds().confirmed().value()).isEqualTo(3000);
    assertThat(play.funds().resting().value()).isEqualTo(3000);
    keeper.turn();
    assertThat(states()).containsExactly("REFUSED");

    // The miners have changed their minds.
    play.arc.refuses(refused, 200);
    play.makeDue();
    keeper.turn();
    assertThat(states()).containsExactly("SIGNED", "REFUSED");
    assertThat(onlySweep(deposits).id()).isEqualTo(refused);
  }

  /** One that the network will never take keeps the others for one turn only. */
  @Test
  void anOutputThatIsGoneKeepsNoOther() {
    var gone = play.deposit(2000);
    var good = play.deposit(3000);
    play.arc.spends(gone.id());
    keeper.turn();
    keeper.follow();
    assertThat(states()).containsExactly("CONTESTED");

    play.arc.says(new TxId(play.spends().getFirst().transaction()), "REJECTED");
    play.makeDue();
    keeper.follow();
    assertThat(states()).containsExactly("REFUSED");
    for (int i = 0; i < 4; i++) {
      play.makeDue();
      keeper.turn();
      keeper.follow();
      play.spends().stream()
          .filter(spend -> spend.state().equals("CONTESTED"))
          .forEach(spend -> play.arc.says(new TxId(spend.transaction()), "REJECTED"));
      play.makeDue();
      keeper.follow();
    }

    assertThat(play.spends())
        .anyMatch(spend -> spend.state().equals("SEEN") && spend.satoshis().value() == 3000 - 20);
    assertThat(play.arc.spending(good.id())).isNotEmpty();
    assertThat(play.funds().confirmed().value()).isEqualTo(2000);
  }

  @Test
  void theSameBytesAreHandedToTheNetworkUntilItAnswers() {
    var deposits = List.of(play.deposit(3000));
    keeper.turn();
    play.arc.fails(503);
    keeper.follow();
    assertThat(states()).containsExactly("SIGNED");
    assertThat(play.spends().getFirst().why()).contains("503");
    play.arc.fails(0);
    play.makeDue();
    keeper.follow();
    assertThat(states()).containsExactly("SEEN");

    play.arc.forgets();
    play.makeDue();
    keeper.follow();

    assertThat(states()).containsExactly("SEEN");
    assertThat(play.arc.submissions(onlySweep(deposits).id())).isEqualTo(2);
  }

  @Test
  void aBlockIsBelievedWhenItsHeaderIs() {
    var deposits = List.of(play.deposit(3000));
    keeper.turn();
    keeper.follow();
    var id = onlySweep(deposits).id();
    play.headers.denies(MerklePath.parse(PlayCoins.path(id)).rootFor(id).root());
    play.arc.says(id, "MINED");
    play.makeDue();

    keeper.follow();

    assertThat(states()).containsExactly("SEEN");
  }

  @Test
  void anyNumberOfReplicasSpendEachOutputOnce() throws Exception {
    var deposits = new ArrayList<Transaction>();
    for (int i = 0; i < 60; i++) {
      deposits.add(play.deposit(1000 + i));
    }
    try (var replicas = Executors.newFixedThreadPool(4)) {
      var turns = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 4; i++) {
        var replica = play.keeper();
        turns.add(
            () -> {
              replica.turn();
              return replica.follow();
            });
      }
      for (var turn : replicas.invokeAll(turns)) {
        assertThat(turn.get()).isNotNegative();
      }
    }
    play.makeDue();
    keeper.turn();
    keeper.follow();

    var spent = new HashSet<String>();
    for (var sweep : play.spending(deposits)) {
      sweep
          .inputs()
          .forEach(input -> assertThat(spent.add(input.source() + ":" + input.index())).isTrue());
    }
    assertThat(spent).hasSize(60);
    assertThat(play.funds().confirmed().value()).isZero();
  }

  @Test
  void whatOnlyAnEarlierKeyOfTheNodeSpendsRests() {
    play.deposit(900);
    keeper.turn();
    play.deposit(200);
    play.keeper(ledger.database(), WalletKey.parse("44".repeat(32))).turn();

    assertThat(play.spends()).isEmpty();
    assertThat(play.funds().resting().value()).isEqualTo(1100);
    assertThat(play.funds().confirmed().value()).isEqualTo(1100);
  }

  private Transaction onlySweep(List<Transaction> deposits) {
    assertThat(play.spending(deposits)).hasSize(1);
    return play.spending(deposits).getFirst();
  }

  /** The newest first. */
  private List<String> states() {
    return play.spends().stream().map(WalletSpend::state).toList();
  }
}
