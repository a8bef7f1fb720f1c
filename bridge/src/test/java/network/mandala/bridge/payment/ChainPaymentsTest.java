package network.mandala.bridge.payment;

import static network.mandala.bridge.payment.PlayPayments.coins;
import static network.mandala.bridge.payment.PlayPayments.pay;
import static network.mandala.bridge.payment.PlayPayments.prefix;
import static network.mandala.bridge.payment.PlayPayments.script;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import network.mandala.bridge.chain.PlayCoins.Paid;
import network.mandala.bridge.testing.RawClient;
import network.mandala.bridge.testing.RawClient.Answer;
import network.mandala.bridge.wallet.PlayWallet;
import network.mandala.crds.project.Network;
import network.mandala.crds.testing.ApiServer;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.journal.Entry;
import network.mandala.ledger.journal.EntryKind;
import network.mandala.ledger.journal.EntryQuery;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** §8.6: what is credited, and undone, by what the network says. */
class ChainPaymentsTest {
  private static final WalletKey OWNER = WalletKey.parse("22".repeat(32));
  private static final String SUFFIX = "c3VmZml4";

  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private PlayPayments play;
  private RawClient owner;
  private String project;
  private String prefix;
  private Paid paid;

  @BeforeEach
  void start() throws IOException {
    play = PlayPayments.asking(api, mysql.ledger());
    owner = play.caller(OWNER);
    project = play.project(OWNER, Network.MAIN);
    prefix = prefix(owner, project, 100);
    paid = coins(OWNER).payLater(100, script(OWNER, prefix, SUFFIX));
  }

  @AfterEach
  void stop() {
    play.close();
  }

  @Test
  void whatMinersHaveSeenIsCreditedAndFollowedIntoABlock() {
    assertThat(send().body().toString()).contains("Paid 100 sats. New balance: 100");
    assertThat(play.arc.submissions())
        .containsExactly(paid.unproven().getFirst().id().hex(), paid.id().hex());
    is(PaymentState.SEEN, 100);

    play.follow();
    is(PaymentState.SEEN, 100);
    play.arc.says(paid.id(), "MINED");
    play.follow();
    is(PaymentState.MINED, 100);
    play.arc.says(paid.id(), "REJECTED");
    play.follow();
    is(PaymentState.MINED, 100);
    assertThat(send().body().toString()).contains("Paid 100 sats. New balance: 100");
    assertThat(kinds()).containsExactly(EntryKind.TOP_UP);
  }

  @Test
  void whatIsInABlockIsInTheNodesWalletAndCanBeSpent() {
    send();
    PlayWallet.turn(mysql.ledger().database(), PlayPayments.NODE, play.verifiers);
    assertThat(play.arc.spending(paid.id())).isEmpty();
    play.arc.says(paid.id(), "MINED");
    play.follow();

    PlayWallet.turn(mysql.ledger().database(), PlayPayments.NODE, play.verifiers);

    assertThat(play.arc.spending(paid.id())).hasSize(1);
  }

  @Test
  void whatIsTakenRefusedAndUndoneIsCounted() {
    send();
    play.arc.says(paid.id(), "REJECTED");
    play.follow();
    refused(send(), "");

    assertThat(counted("mandala.bridge.payments", "result", "credited")).isEqualTo(1);
    assertThat(counted("mandala.bridge.payments", "result", "rejected")).isEqualTo(1);
    assertThat(counted("mandala.bridge.payments", "result", "short")).isZero();
    assertThat(counted("mandala.bridge.payment.credited.satoshis", "network", "main"))
        .isEqualTo(100);
    assertThat(counted("mandala.bridge.payment.reversed.satoshis", "network", "main"))
        .isEqualTo(100);
  }

  private double counted(String name, String tag, String value) {
    return play.counted.get(name).tag(tag, value).counter().count();
  }

  @Test
  void aBlockIsBelievedWhenItsHeaderIs() {
    send();
    var root =
        network.mandala.bridge.chain.MerklePath.parse(
                network.mandala.bridge.chain.PlayCoins.path(paid.id()))
            .rootFor(paid.id());
    play.headers.denies(root.root());
    play.arc.says(paid.id(), "MINED");

    play.follow();

    is(PaymentState.SEEN, 100);
  }

  @Test
  void proofsThatAreNotOfTheChainAreRefused() {
    play.headers.denies(paid.roots().iterator().next().root());

    refused(send(), "its proofs are not of the longest chain");
    is(PaymentState.REJECTED, 0);
    assertThat(play.arc.submissions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "460, it spends what is not there",
    "461, a script does not unlock what it spends",
    "465, its fee is too low",
    "466, another transaction spends the same",
    "473, its fee is too low",
    "400, the broadcaster refuses it"
  })
  void whatArcRefusesIsNotCredited(int code, String why) {
    play.arc.refuses(paid.id(), code);

    refused(send(), why);
    is(PaymentState.REJECTED, 0);
    refused(send(), why);
    assertThat(kinds()).isEmpty();
  }

  @Test
  void anAncestorThatIsRefusedRefusesThePayment() {
    play.arc.refuses(paid.unproven().getFirst().id(), 461);

    refused(send(), "a script does not unlock");
    assertThat(play.arc.submissions(paid.id())).isZero();
  }

  /** A rejected payment may come again when the reason is gone; it is still one payment. */
  @Test
  void aRejectedPaymentMayComeAgain() {
    play.headers.saysOfAll("INVALID");
    refused(send(), "its proofs are not of the longest chain");
    play.headers.saysOfAll("CONFIRMED");

    assertThat(send().status()).isEqualTo(200);
    assertThat(send().status()).isEqualTo(200);
    is(PaymentState.SEEN, 100);
    assertThat(kinds()).containsExactly(EntryKind.TOP_UP);
  }

  /** §8.6: the second of two that spend the same coin. */
  @Test
  void aDoubleSpendIsNotCredited() {
    send();
    var other = play.project(OWNER, Network.MAIN);
    var second = prefix(owner, other, 50);
    var twice = coins(OWNER).payAgain(paid, 50, script(OWNER, second, SUFFIX));

    refused(
        pay(owner, other, 50, second, SUFFIX, twice.beef()), "another transaction spends the same");

    assertThat(play.balance(other)).isZero();
    assertThat(play.payments.find(twice.id()).orElseThrow().state())
        .isEqualTo(PaymentState.CONTESTED);
  }

  @Test
  void aContestedPaymentThatWinsIsCredited() {
    play.arc.says(paid.id(), "DOUBLE_SPEND_ATTEMPTED");
    refused(send(), "another transaction spends the same");
    is(PaymentState.CONTESTED, 0);

    play.arc.says(paid.id(), "MINED");
    play.follow();

    is(PaymentState.MINED, 100);
    assertThat(send().status()).isEqualTo(200);
    assertThat(kinds()).containsExactly(EntryKind.TOP_UP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"REJECTED", "DOUBLE_SPEND_ATTEMPTED"})
  void aLateRefusalIsUndoneOnce(String status) {
    send();
    play.arc.says(paid.id(), status);

    play.follow();
    play.follow();
    play.follow();

    is(PaymentState.REVERSED, 0);
    assertThat(kinds()).containsExactly(EntryKind.REVERSAL, EntryKind.TOP_UP);
    assertThat(play.logs.ofProject(project))
        .extracting(line -> line.message())
        .anyMatch(line -> line.contains(paid.id().hex()) && line.contains("is undone"));
    refused(send(), "was credited and undone");
  }

  @Test
  void whatWasUndoneAndIsMinedAfterAllIsCreditedAgainOnce() {
    send();
    play.arc.says(paid.id(), "DOUBLE_SPEND_ATTEMPTED");
    play.follow();
    play.arc.says(paid.id(), "SEEN_ON_NETWORK");
    play.follow();
    is(PaymentState.REVERSED, 0);
    play.arc.says(paid.id(), "MINED");
    play.follow();
    play.follow();

    is(PaymentState.MINED, 100);
    assertThat(kinds()).containsExactly(EntryKind.TOP_UP, EntryKind.REVERSAL, EntryKind.TOP_UP);
  }

  @ParameterizedTest
  @ValueSource(ints = {503, 429, 401, 409})
  void anArcThatCannotAnswerLosesNothing(int status) {
    play.arc.fails(status);
    var waiting = send();
    assertThat(waiting.status()).as(waiting.toString()).isEqualTo(202);
    assertThat(waiting.signed()).isTrue();
    is(PaymentState.RECEIVED, 0);
    play.follow();
    is(PaymentState.RECEIVED, 0);

    play.arc.fails(0);
    play.follow();

    is(PaymentState.SEEN, 100);
    assertThat(send().body().toString()).contains("Paid 100 sats. New balance: 100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"QUEUED", "STORED", "SENT_TO_NETWORK", "SEEN_IN_ORPHAN_MEMPOOL", "NEW"})
  void whatNobodyHasSeenYetIsCreditedLater(String status) {
    play.arc.says(paid.id(), status);
    assertThat(send().status()).isEqualTo(202);
    is(PaymentState.BROADCAST, 0);

    play.arc.says(paid.id(), "SEEN_ON_NETWORK");
    play.follow();

    is(PaymentState.SEEN, 100);
  }

  @Test
  void headersThatAreBehindOrGoneLoseNothing() {
    play.headers.saysOfAll("UNABLE_TO_VERIFY");
    assertThat(send().status()).isEqualTo(202);
    play.headers.answersWith(500);
    play.follow();
    is(PaymentState.RECEIVED, 0);
    assertThat(play.arc.submissions()).isEmpty();

    play.headers.saysOfAll("CONFIRMED");
    play.headers.answersWith(200);
    play.follow();

    is(PaymentState.SEEN, 100);
  }

  @Test
  void whatArcForgetsIsBroadcastAgain() {
    send();
    play.arc.forgets();

    play.follow();

    is(PaymentState.SEEN, 100);
    assertThat(play.arc.submissions(paid.id())).isEqualTo(2);
    assertThat(kinds()).containsExactly(EntryKind.TOP_UP);
  }

  @Test
  void aPaymentThatIsInABlockNeedsNoMiner() {
    var answer = pay(owner, project, 100, prefix, SUFFIX, paid.minedBeef());

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    is(PaymentState.MINED, 100);
    assertThat(play.arc.submissions()).isEmpty();
  }

  @Test
  void aHundredRepeatsAtOnceAskTheNetworkOnce() throws Exception {
    play.arc.takes(300);
    var calls = new ArrayList<Callable<Answer>>();
    for (int i = 0; i < 100; i++) {
      calls.add(this::send);
    }

    var answers = new HashSet<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(calls)) {
        answers.add(answer.get().status() + " " + answer.get().body());
      }
    }

    assertThat(answers).containsExactly("200 {\"message\":\"Paid 100 sats. New balance: 100\"}");
    assertThat(play.arc.submissions(paid.id())).isEqualTo(1);
    assertThat(kinds()).containsExactly(EntryKind.TOP_UP);
  }

  /** Two replicas that follow the same payments, and a caller who repeats one meanwhile. */
  @Test
  void whoeverFollowsItIsCreditedOnce() throws Exception {
    play.arc.fails(503);
    send();
    play.arc.fails(0);
    play.arc.takes(50);
    play.makeDue();
    var work = new ArrayList<Callable<Object>>();
    for (int i = 0; i < 8; i++) {
      work.add(() -> play.due.round());
      work.add(this::send);
    }

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
    }
    play.follow();

    is(PaymentState.SEEN, 100);
    assertThat(kinds()).containsExactly(EntryKind.TOP_UP);
  }

  private Answer send() {
    return pay(owner, project, 100, prefix, SUFFIX, paid.beef());
  }

  private void is(PaymentState state, long balance) {
    assertThat(play.payments.find(paid.id()).orElseThrow().state()).isEqualTo(state);
    assertThat(play.balance(project)).isEqualTo(balance);
    assertThat(mysql.ledger().audit().run().findings()).isEmpty();
  }

  private List<EntryKind> kinds() {
    return mysql.ledger().journal().entries(project, EntryQuery.latest(10)).stream()
        .map(Entry::kind)
        .toList();
  }

  private static void refused(Answer answer, String why) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    assertThat(answer.signed()).isTrue();
    assertThat(answer.body().get("code").textValue()).isEqualTo("ERR_PAYMENT_FAILED");
    assertThat(answer.body().get("description").textValue()).contains(why);
  }
}
