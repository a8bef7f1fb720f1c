package network.mandala.bridge.payment;

import static network.mandala.bridge.payment.PlayPayments.ask;
import static network.mandala.bridge.payment.PlayPayments.coins;
import static network.mandala.bridge.payment.PlayPayments.path;
import static network.mandala.bridge.payment.PlayPayments.pay;
import static network.mandala.bridge.payment.PlayPayments.prefix;
import static network.mandala.bridge.payment.PlayPayments.script;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import network.mandala.bridge.testing.RawClient;
import network.mandala.bridge.testing.RawClient.Answer;
import network.mandala.crds.project.Network;
import network.mandala.crds.testing.ApiServer;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.journal.EntryKind;
import network.mandala.ledger.journal.EntryQuery;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The 402 flow of a test node, and everything that is refused whoever verifies. */
class TopUpsTest {
  private static final WalletKey OWNER = WalletKey.parse("22".repeat(32));
  private static final WalletKey OTHER = WalletKey.parse("33".repeat(32));
  private static final String SUFFIX = "c3VmZml4";

  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static PlayPayments play;
  private static RawClient owner;
  private static RawClient other;

  @BeforeAll
  static void start() throws IOException {
    play = PlayPayments.trusting(api, mysql.ledger());
    owner = play.caller(OWNER);
    other = play.caller(OTHER);
  }

  @AfterAll
  static void stop() {
    play.close();
  }

  @Test
  void asksAndIsPaid() {
    var project = play.project(OWNER, Network.TEST);

    var asked = ask(owner, project, "1000");
    assertThat(asked.status()).isEqualTo(402);
    assertThat(asked.signed()).isTrue();
    assertThat(asked.headers())
        .containsEntry("x-bsv-payment-version", "1.0")
        .containsEntry("x-bsv-payment-satoshis-required", "1000");
    assertThat(asked.body().toString())
        .contains(
            "\"status\":\"error\"",
            "\"code\":\"ERR_PAYMENT_REQUIRED\"",
            "\"satoshisRequired\":1000",
            "Provide the X-BSV-Payment header.");

    var prefix = asked.headers().get("x-bsv-payment-derivation-prefix");
    var paid = coins(OWNER).pay(1000, script(OWNER, prefix, SUFFIX));
    var answer = pay(owner, project, 1000, prefix, SUFFIX, paid.beef());

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.signed()).isTrue();
    assertThat(answer.headers()).containsEntry("x-bsv-payment-satoshis-paid", "1000");
    assertThat(answer.body().toString())
        .isEqualTo("{\"message\":\"Paid 1000 sats. New balance: 1000\"}");
    assertThat(play.balance(project)).isEqualTo(1000);
    assertThat(play.payments.find(paid.id()).orElseThrow().state()).isEqualTo(PaymentState.TRUSTED);
  }

  /** Some published clients take any answer but 402 for a payment that was made. */
  @Test
  void whoPaysAtOnceWaitsForTheAccount() throws Exception {
    var project = play.newProject(OWNER, Network.TEST);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = threads.submit(() -> ask(play.caller(OWNER), project, "1000"));
      Thread.sleep(500);
      play.open(project, Network.TEST);

      assertThat(asked.get().status()).isEqualTo(402);
    }
  }

  @Test
  void anAccountThatIsNotMadeInTimeIsAskedForAgain() {
    var answer = ask(owner, play.newProject(OWNER, Network.TEST), "1000");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).containsEntry("retry-after", "2");
  }

  @Test
  void whatIsReallyPaidIsCredited() {
    var project = play.project(OWNER, Network.TEST);
    var prefix = prefix(owner, project, 500);
    var paid = coins(OWNER).payLater(777, script(OWNER, prefix, SUFFIX));

    var answer = pay(owner, project, 500, prefix, SUFFIX, paid.beef(1));

    assertThat(answer.body().toString()).contains("Paid 777 sats. New balance: 777");
    assertThat(answer.headers()).containsEntry("x-bsv-payment-satoshis-paid", "777");
    assertThat(play.balance(project)).isEqualTo(777);
  }

  /** §8.2: it is credited by what it pays, so it must pay what was asked. */
  @Test
  void tooLittleIsRefused() {
    var project = play.project(OWNER, Network.TEST);
    var prefix = prefix(owner, project, 1_000_000);
    var paid = coins(OWNER).pay(1, script(OWNER, prefix, SUFFIX));

    refused(
        pay(owner, project, 1_000_000, prefix, SUFFIX, paid.beef()),
        "ERR_PAYMENT_FAILED",
        "has 1 satoshis, required are 1000000");
    assertThat(play.balance(project)).isZero();
  }

  /** §8.3: the same payment again for the same project is answered as at first. */
  @Test
  void theSamePaymentIsCreditedOnce() {
    var project = play.project(OWNER, Network.TEST);
    var prefix = prefix(owner, project, 100);
    var beef = coins(OWNER).pay(100, script(OWNER, prefix, SUFFIX)).beef();
    var first = pay(owner, project, 100, prefix, SUFFIX, beef);
    var next = prefix(owner, project, 5);
    pay(owner, project, 5, next, SUFFIX, coins(OWNER).pay(5, script(OWNER, next, SUFFIX)).beef());

    play.now = play.now.plus(Duration.ofDays(1));
    var again = pay(owner, project, 100, prefix, SUFFIX, beef);

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(play.balance(project)).isEqualTo(105);
  }

  /** §8.3: a payment is for one project. */
  @Test
  void theSamePaymentForAnotherProjectIsRefused() {
    var one = play.project(OWNER, Network.TEST);
    var two = play.project(OWNER, Network.TEST);
    var prefix = prefix(owner, one, 100);
    var beef = coins(OWNER).pay(100, script(OWNER, prefix, SUFFIX)).beef();
    pay(owner, one, 100, prefix, SUFFIX, beef);

    refused(
        pay(owner, two, 100, prefix, SUFFIX, beef),
        "ERR_PAYMENT_FAILED",
        "has paid for another project");
    assertThat(play.balance(two)).isZero();
  }

  @Test
  void aHundredRepeatsAtOnceAreOneCredit() throws Exception {
    var project = play.project(OWNER, Network.TEST);
    var prefix = prefix(owner, project, 100);
    var beef = coins(OWNER).pay(100, script(OWNER, prefix, SUFFIX)).beef();
    var calls = new ArrayList<Callable<Answer>>();
    for (int i = 0; i < 100; i++) {
      calls.add(() -> pay(owner, project, 100, prefix, SUFFIX, beef));
    }

    var answers = new HashSet<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(calls)) {
        answers.add(answer.get().status() + " " + answer.get().body());
      }
    }

    assertThat(answers).containsExactly("200 {\"message\":\"Paid 100 sats. New balance: 100\"}");
    assertThat(play.balance(project)).isEqualTo(100);
    assertThat(mysql.ledger().journal().entries(project, EntryQuery.latest(10)))
        .singleElement()
        .satisfies(entry -> assertThat(entry.kind()).isEqualTo(EntryKind.TOP_UP));
  }

  /** §8.3: a prefix is used once. */
  @Test
  void aPrefixIsUsedForOnePayment() {
    var project = play.project(OWNER, Network.TEST);
    var prefix = prefix(owner, project, 10);
    var coins = coins(OWNER);
    pay(owner, project, 10, prefix, SUFFIX, coins.pay(10, script(OWNER, prefix, SUFFIX)).beef());

    refused(
        pay(
            owner,
            project,
            10,
            prefix,
            "YW5vdGhlcg==",
            coins.pay(10, script(OWNER, prefix, "YW5vdGhlcg==")).beef()),
        "ERR_INVALID_DERIVATION_PREFIX",
        "was used for another payment");
    assertThat(play.balance(project)).isEqualTo(10);
  }

  @Test
  void prefixesOfOthersAmountsProjectsAndTimesAreRefused() {
    var project = play.project(OWNER, Network.TEST);
    var theirs = play.project(OTHER, Network.TEST);
    var ofOther = prefix(other, theirs, 10);
    var ofMore = prefix(owner, project, 11);
    var elsewhere = prefix(owner, play.project(OWNER, Network.TEST), 10);
    var invented = "cHJlZml4";
    for (var prefix : new String[] {ofOther, ofMore, elsewhere, invented}) {
      refused(
          pay(
              owner,
              project,
              10,
              prefix,
              SUFFIX,
              coins(OWNER).pay(11, script(OWNER, prefix, SUFFIX)).beef()),
          "ERR_INVALID_DERIVATION_PREFIX",
          "was not issued by this node to this identity");
    }
    var late = prefix(owner, project, 10);
    play.now = play.now.plus(PlayPayments.PREFIX_LIFE);
    refused(
        pay(
            owner,
            project,
            10,
            late,
            SUFFIX,
            coins(OWNER).pay(10, script(OWNER, late, SUFFIX)).beef()),
        "ERR_INVALID_DERIVATION_PREFIX",
        "has expired");
    assertThat(play.balance(project)).isZero();
  }

  @Test
  void paymentsToOtherKeysAreRefused() {
    var project = play.project(OWNER, Network.TEST);
    var prefix = prefix(owner, project, 10);
    var scripts =
        new byte[][] {
          script(OWNER, prefix, "other"),
          script(OTHER, prefix, SUFFIX),
          network.mandala.identity.bsv.PaymentKeys.lockingScript(PlayPayments.NODE.publicKey()),
          {0x51},
          {}
        };
    for (var script : scripts) {
      refused(
          pay(owner, project, 10, prefix, SUFFIX, coins(OWNER).pay(10, script).beef()),
          "ERR_PAYMENT_FAILED",
          "does not pay to the key of this request");
    }
    var answer =
        pay(
            owner,
            project,
            10,
            prefix,
            SUFFIX,
            coins(OWNER).pay(10, script(OWNER, prefix, SUFFIX)).beef());
    assertThat(answer.status()).as("what was refused spoils nothing").isEqualTo(200);
  }

  @Test
  void forgedProofsAreRefused() {
    var project = play.project(OWNER, Network.TEST);
    var prefix = prefix(owner, project, 10);
    var stolen =
        new network.mandala.bridge.chain.PlayCoins.Paid(
            coins(OWNER).pay(10, script(OWNER, prefix, SUFFIX)).transaction(),
            coins(OWNER).pay(10, script(OWNER, prefix, SUFFIX)).unproven(),
            coins(OTHER).coin(1));

    refused(pay(owner, project, 10, prefix, SUFFIX, stolen.beef()), "ERR_MALFORMED_PAYMENT", "");
    assertThat(play.balance(project)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{}",
        "{\"derivationPrefix\":\"a\",\"derivationSuffix\":\"b\"}",
        "{\"derivationPrefix\":\"a\",\"derivationSuffix\":\"b\",\"transaction\":\"!\"}",
        "{\"derivationPrefix\":\"a\",\"derivationSuffix\":\"b\",\"transaction\":\"AQEBAQ==\"}",
        "{\"derivationPrefix\":\"a b\",\"derivationSuffix\":\"b\",\"transaction\":\"AQEBAQ==\"}",
        "{\"derivationPrefix\":7,\"derivationSuffix\":{},\"transaction\":[1]}",
        "{\"derivationPrefix\":\"a\",\"derivationPrefix\":\"b\"}"
      })
  void whatIsNoPaymentIsRefused(String header) {
    var project = play.project(OWNER, Network.TEST);
    var message =
        owner.sign(
            "POST",
            path(project),
            java.util.Map.of("content-type", "application/json", "x-bsv-payment", header),
            "{\"amount\":10}".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    refused(owner.send(message), "ERR_MALFORMED_PAYMENT", "");
  }

  /** §8.5: nobody is asked for money who may not pay. */
  @Test
  void guardsComeBeforeThePrice() {
    var project = play.project(OWNER, Network.TEST);
    var stranger = new RawClient(WalletKey.parse("44".repeat(32)), play.url()).shakeHands();

    says(ask(stranger, project, "10"), 401, "User not registered");
    says(ask(owner, "0".repeat(32), "10"), 404, "Project not found");
    says(ask(other, project, "10"), 403, "User not admin");
    for (var amount : new String[] {"0", "-5", "1.5", "1e300", "9007199254740992", "\"10\""}) {
      says(ask(owner, project, amount), 400, "Invalid amount. Must be a positive number.");
    }
    says(
        ask(owner, project, "1000000000001"),
        400,
        "Invalid amount. At most 1000000000000 satoshis are taken at once.");
  }

  /** §8.1: no way of writing the path is free. */
  @Test
  void noVariantOfThePathIsFree() {
    var project = play.project(OWNER, Network.TEST);
    for (var variant :
        new String[] {
          path(project) + "/",
          path(project).replace("/pay", "/PAY"),
          path(project).replace("/pay", "//pay"),
          path(project).replace("/pay", "/%70ay"),
          path(project) + "//"
        }) {
      var answer = owner.send(owner.post(variant, "{\"amount\":1000000}"));
      assertThat(answer.status()).as(variant).isEqualTo(404);
      assertThat(answer.signed()).isTrue();
    }
    assertThat(play.balance(project)).isZero();
  }

  @Test
  void realSatoshisAreNotTakenByATestNode() {
    var project = play.project(OWNER, Network.MAIN);

    var answer = ask(owner, project, "1000");

    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.signed()).isTrue();
    assertThat(answer.body().get("description").textValue())
        .contains("trusted-test", "none for projects of mainnet");
  }

  @Test
  void saysWhatCanBePaid() {
    var project = play.project(OWNER, Network.TEST);

    var answer = owner.send(owner.post(path(project) + "/quote", "{}"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("minAmount").intValue()).isEqualTo(1);
    assertThat(answer.body().get("maxAmount").longValue()).isEqualTo(PlayPayments.MOST);
    assertThat(answer.body().get("currency").textValue()).isEqualTo("satoshis");
  }

  private static void says(Answer answer, int status, String error) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.signed()).isTrue();
    assertThat(answer.body().get("error").textValue()).isEqualTo(error);
  }

  private static void refused(Answer answer, String code, String why) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    assertThat(answer.signed()).isTrue();
    assertThat(answer.body().get("status").textValue()).isEqualTo("error");
    assertThat(answer.body().get("code").textValue()).as(answer.toString()).isEqualTo(code);
    assertThat(answer.body().get("description").textValue()).contains(why);
  }
}
