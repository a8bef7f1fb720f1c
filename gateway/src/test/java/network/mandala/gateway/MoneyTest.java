package network.mandala.gateway;

import static network.mandala.gateway.testing.Calls.CLIENT;
import static network.mandala.gateway.testing.Calls.NODE;
import static network.mandala.gateway.testing.Calls.ROUTER;
import static network.mandala.gateway.testing.Calls.ask;
import static network.mandala.gateway.testing.Calls.json;
import static network.mandala.gateway.testing.Calls.paid;
import static network.mandala.gateway.testing.Calls.receipt;
import static network.mandala.gateway.testing.Calls.signed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import network.mandala.crds.project.Network;
import network.mandala.gateway.testing.PlayGateway;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.Contacts;
import network.mandala.ledger.project.LedgerProject;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who pays for a call, and that it is paid once. */
class MoneyTest {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  /** A satoshi and a half for each token that is written, a tenth for each that is read. */
  private static final Map<MeterItem, Millisatoshis> PRICES =
      Map.of(
          MeterItem.of(Meter.TOKENS_OUT, "mock-model"), Millisatoshis.of(1_500_000),
          MeterItem.of(Meter.TOKENS_IN, "mock-model"), Millisatoshis.of(100_000));

  private Ledger ledger;
  private String project;
  private String projectId;

  @BeforeEach
  void register() {
    ledger = mysql.ledger();
    ledger.prices().publish(PRICES, Instant.EPOCH, "prices");
    project = "p-" + UUID.randomUUID();
    projectId = UUID.randomUUID().toString().replace("-", "");
    ledger
        .projects()
        .register(
            new LedgerProject(
                projectId, project, "ns", "P", Network.TEST, List.of(), Contacts.NONE));
  }

  @Test
  void aProjectPaysForTheCallsOfItsKeyExactly() {
    credit(1000);
    try (var gateway = ofProject()) {
      // One token is read, sixteen are written: 24.1 satoshis.
      for (int i = 0; i < 10; i++) {
        var answer = gateway.post("/infer", signed(ask("abcd")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer.body()).at("/metering/payload/costMsat").asLong()).isEqualTo(24_100);
      }
    }

    assertThat(balance()).isEqualTo(1000 - 241);
    assertThat(held()).isZero();
    assertThat(ledger.audit().run().findings()).isEmpty();
  }

  @Test
  void aProjectWithoutEnoughIsRefusedBeforeTheRunnerBegins() {
    credit(24);
    try (var gateway = ofProject()) {
      var refused = gateway.post("/infer", signed(ask("abcd")));

      assertThat(refused.statusCode()).isEqualTo(402);
      assertThat(json(refused.body()).path("error").asText()).isEqualTo("payment-required");
    }
    assertThat(balance()).isEqualTo(24);
  }

  @Test
  void callsAtTheSameTimeCannotSpendWhatThereIsOnce() throws Exception {
    // Each sets aside 27 and takes 24.1.
    credit(60);
    try (var gateway = ofProject();
        var callers = Executors.newFixedThreadPool(8)) {
      var answers =
          callers.invokeAll(
              IntStream.range(0, 8)
                  .<Callable<Integer>>mapToObj(
                      i -> () -> gateway.post("/infer", signed(ask("abcd"))).statusCode())
                  .toList());
      int good = 0;
      for (var answer : answers) {
        good += answer.get() == 200 ? 1 : 0;
      }

      assertThat(good).isBetween(1, 2);
      assertThat(balance()).isEqualTo(60 - good * 24);
    }
    assertThat(ledger.audit().run().findings()).isEmpty();
  }

  @Test
  void aFailedRunnerCostsNothing() throws IOException {
    credit(1000);
    var runner = runner(500, "{}");
    try (var gateway =
        PlayGateway.start(
            mysql.settings(),
            NODE,
            Map.of(
                "runner.url", "http://127.0.0.1:" + runner.getAddress().getPort(),
                "router.projects", "{" + ROUTER.publicKey().text() + ": " + project + "}"))) {
      var failed = gateway.post("/infer", signed(ask("abcd")));

      assertThat(failed.statusCode()).isEqualTo(500);
      assertThat(failed.body()).isEqualTo("{\"error\":\"internal-error\"}");
    } finally {
      runner.stop(0);
    }
    assertThat(balance()).isEqualTo(1000);
    assertThat(held()).isZero();
  }

  /** It says that a million tokens were written, of sixteen that were allowed. */
  @Test
  void aRunnerThatLiesAboutTokensIsBelievedWithinWhatIsPossible() throws IOException {
    credit(1000);
    var runner =
        runner(
            200,
            "{\"output\":\"hi\",\"usage\":{\"inputTokens\":1000000,\"outputTokens\":1000000}}");
    try (var gateway =
        PlayGateway.start(
            mysql.settings(),
            NODE,
            Map.of(
                "runner.url", "http://127.0.0.1:" + runner.getAddress().getPort(),
                "router.projects", "{" + ROUTER.publicKey().text() + ": " + project + "}"))) {
      var answer = gateway.post("/infer", signed(ask("abcd")));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(json(answer.body()).at("/metering/payload/inputTokens").asInt()).isEqualTo(20);
      assertThat(json(answer.body()).at("/metering/payload/outputTokens").asInt()).isEqualTo(16);
    } finally {
      runner.stop(0);
    }
    assertThat(balance()).isEqualTo(1000 - 26);
  }

  @Test
  void aReceiptPaysForOneCall() {
    try (var gateway = byReceipt(Map.of())) {
      var call = ask("abcd");
      var paid = paid(call, receipt(call, 25), CLIENT);

      assertThat(gateway.post("/infer", signed(call)).body())
          .isEqualTo("{\"error\":\"payment-required\"}");
      assertThat(gateway.post("/infer", signed(paid)).statusCode()).isEqualTo(200);
      assertThat(gateway.post("/infer", signed(paid)).body())
          .isEqualTo("{\"error\":\"payment-receipt-reused\"}");
      assertThat(gateway.get("/metrics").body())
          .contains("node_payment_receipt_failures_total 2.0");
    }
  }

  /** The same payment in another receipt is the same payment. */
  @Test
  void aPaymentPaysOnceWhateverReceiptsSayOfIt() {
    try (var gateway = byReceipt(Map.of())) {
      var call = ask("abcd");
      var first = receipt(call, 25);
      var second = first.deepCopy().put("paidAtMs", first.path("paidAtMs").asLong() + 1);

      assertThat(gateway.post("/infer", signed(paid(call, first, CLIENT))).statusCode())
          .isEqualTo(200);
      assertThat(gateway.post("/infer", signed(paid(call, second, CLIENT))).body())
          .isEqualTo("{\"error\":\"payment-receipt-reused\"}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"amountSats":0}                  | 400 | payment-amount-invalid
          {"amountSats":24}                 | 400 | payment-amount-invalid
          {"amountSats":25.5}               | 400 | payment-amount-invalid
          {"amountSats":-25}                | 400 | payment-amount-invalid
          {"amountSats":"25"}               | 400 | invalid-payment-receipt
          {"preimage":"zz"}                 | 400 | invalid-payment-receipt
          {"preimage":null}                 | 400 | preimage-required
          {"paymentHash":null}              | 400 | payment-proof-missing
          {"requestId":"another"}           | 400 | payment-request-mismatch
          {"payeeId":"node-2"}              | 402 | payment-required
          {"payeeType":"router"}            | 402 | payment-required
          {"paidAtMs":1}                    | 400 | invalid-payment-receipt
          {"paidAtMs":99999999999999}       | 400 | invalid-payment-receipt
          {"splits":[{"amountSats":24,"role":"node-inference"},{"amountSats":2,"role":"router-fee"}]} | 400 | payment-split-total-mismatch
          {"splits":[{"amountSats":20,"role":"node-inference"},{"amountSats":5,"role":"router-fee"}]} | 400 | router-fee-exceeds-cap
          {"splits":[{"amountSats":23,"role":"node-inference"},{"amountSats":2,"role":"router-fee"}]} | 200 | ''
          """)
  void aReceiptThatIsNotGoodIsRefused(String change, int status, String error) {
    try (var gateway = byReceipt(Map.of())) {
      var call = ask("abcd");
      var receipt = receipt(call, 25);
      json(change)
          .properties()
          .forEach(
              field -> {
                if (field.getValue().isNull()) {
                  receipt.remove(field.getKey());
                } else {
                  receipt.set(field.getKey(), field.getValue());
                }
              });

      var answer = gateway.post("/infer", signed(paid(call, receipt, CLIENT)));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
      assertThat(json(answer.body()).path("error").asText()).isEqualTo(error);
    }
  }

  @Test
  void aReceiptIsSignedByWhoItSays() {
    try (var gateway = byReceipt(Map.of())) {
      var call = ask("abcd");
      for (Consumer<ObjectNode> forge :
          List.<Consumer<ObjectNode>>of(
              envelope -> envelope.put("keyId", ROUTER.publicKey().text()),
              envelope -> envelope.put("keyId", "no key"),
              envelope -> envelope.put("sig", "AAAA"))) {
        var paid = paid(call, receipt(call, 25), CLIENT);
        forge.accept((ObjectNode) paid.at("/paymentReceipts/0"));

        var answer = gateway.post("/infer", signed(paid));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(answer.body()).path("error").asText())
            .isEqualTo("invalid-payment-receipt-signature");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | {"paid":true}                         | 200 | ''
          200 | {"paid":false}                        | 400 | payment-unsettled
          200 | {"paid":false,"detail":"expired"}     | 400 | expired
          200 | {"paid":"true"}                       | 400 | payment-unsettled
          500 | {}                                    | 400 | payment-unsettled
          """)
  void aProviderMaySayWhetherItWasPaid(int says, String what, int status, String error)
      throws IOException {
    var provider = runner(says, what);
    try (var gateway =
        byReceipt(
            Map.of(
                "payment.verifyUrl",
                "http://127.0.0.1:" + provider.getAddress().getPort() + "/verify"))) {
      var call = ask("abcd");

      var answer = gateway.post("/infer", signed(paid(call, receipt(call, 25), CLIENT)));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
      assertThat(json(answer.body()).path("error").asText()).isEqualTo(error);
    } finally {
      provider.stop(0);
    }
  }

  @Test
  void aReceiptIsTheClientsAgainWhenTheRunnerFails() throws IOException {
    var runner = runner(500, "{}");
    var call = ask("abcd");
    var paid = paid(call, receipt(call, 25), CLIENT);
    try (var broken =
        PlayGateway.start(
            mysql.settings(),
            NODE,
            Map.of(
                "runner.url", "http://127.0.0.1:" + runner.getAddress().getPort(),
                "router.anybody", "true",
                "payment.required", "true"))) {
      assertThat(broken.post("/infer", signed(paid)).statusCode()).isEqualTo(500);
    } finally {
      runner.stop(0);
    }
    try (var gateway = byReceipt(Map.of())) {
      assertThat(gateway.post("/infer", signed(paid)).statusCode()).isEqualTo(200);
    }
  }

  private PlayGateway ofProject() {
    return PlayGateway.start(
        mysql.settings(),
        NODE,
        PlayGateway.mock(
            Map.of(
                "limit.atOnce",
                "8",
                "router.projects",
                "{" + ROUTER.publicKey().text() + ": " + project + "}")));
  }

  private static PlayGateway byReceipt(Map<String, String> more) {
    var settings = PlayGateway.mock(more);
    settings.putAll(Map.of("router.anybody", "true", "payment.required", "true"));
    return PlayGateway.start(mysql.settings(), NODE, settings);
  }

  private static HttpServer runner(int status, String body) throws IOException {
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    return server;
  }

  private void credit(long satoshis) {
    ledger
        .journal()
        .credit(projectId, Satoshis.of(satoshis), UUID.randomUUID().toString(), "paid", "tenant");
  }

  private long balance() {
    return ledger.accounts().balance(projectId).value();
  }

  private long held() {
    return ledger
        .database()
        .<Long, RuntimeException>read(
            handle ->
                handle
                    .createQuery("select holds from account where project_id = :project")
                    .bind("project", projectId)
                    .mapTo(Long.class)
                    .one());
  }
}
