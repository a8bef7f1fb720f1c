package network.mandala.cli.infer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import network.mandala.cli.Main;
import network.mandala.gateway.testing.Calls;
import network.mandala.gateway.testing.PlayGateway;
import network.mandala.identity.Sha256;
import network.mandala.identity.fedai.Envelope;
import network.mandala.identity.fedai.SchnorrPublicKey;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as they are typed, against a gateway as its program runs it. */
class InferCommandsTest {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  @TempDir Path folder;

  /** How a command ended. */
  private record Result(int exitCode, String out, String err) {}

  @ParameterizedTest
  @ValueSource(strings = {"schnorr", "ed25519"})
  void aKeyIsMadeOnceForItsOwnerOnlyAndShown(String profile) throws IOException {
    var made = run("keys", "gen", "--out", at("key"), "--profile", profile);
    var again = run("keys", "gen", "--out", at("key"), "--profile", profile);
    var shown = run("keys", "show", "--key", at("key"));

    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(Files.getPosixFilePermissions(folder.resolve("key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(made.out()).contains(profile.equals("schnorr") ? "npub: npub1" : "pem: -----BEGIN");
    assertThat(shown.out()).isEqualTo(made.out());
    assertThat(made.out() + made.err()).doesNotContain("nsec1").doesNotContain("PRIVATE");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("already: it is not overwritten");
  }

  @Test
  void aKeyThatOthersMayReadIsNotUsed() throws IOException {
    run("keys", "gen", "--out", at("key"));
    Files.setPosixFilePermissions(
        folder.resolve("key"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(run("keys", "show", "--key", at("key")).err()).contains("chmod 600");
  }

  @Test
  void anAnswerComesAsTextAndItsSignatureIsChecked() {
    run("keys", "gen", "--out", at("key"));
    try (var gateway = start(Map.of("router.anybody", "true"))) {
      var text = infer(gateway, "--node-key", Calls.NODE.publicKey().text(), "hello");
      var json = infer(gateway, "-o", "json", "hello");
      var wrong =
          infer(gateway, "--node-key", Calls.ROUTER.publicKey().text(), "--max-tokens", "3", "x");

      assertThat(text.exitCode()).as(text.err()).isZero();
      assertThat(text.out()).isEqualToNormalizingNewlines("mock-response:hello\n");
      assertThat(text.err())
          .contains("1 tokens read, 16 written")
          .contains("signed by " + Calls.NODE.publicKey().text());
      assertThat(json(json).path("output").asText()).isEqualTo("mock-response:hello");
      assertThat(json(json).path("costMsat").asLong()).isZero();
      assertThat(wrong.exitCode()).isEqualTo(1);
      assertThat(wrong.err()).contains("the answer is not signed by npub1");
    }
  }

  @Test
  void aRefusalIsExplained() {
    run("keys", "gen", "--out", at("key"));
    try (var gateway = start(Map.of("router.allow", Calls.ROUTER.publicKey().text()))) {
      var refused = infer(gateway, "hello");

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err())
          .contains("refused: router-not-allowed. The provider has to allow this key");
    }
    assertThat(
            run("infer", "--url", "http://127.0.0.1:1", "--key", at("key"), "--model", "m", "x")
                .err())
        .contains("no answer from http://127.0.0.1:1");
  }

  @Test
  void aReceiptPaysForACall() throws IOException {
    run("keys", "gen", "--out", at("key"));
    var preimage = "11".repeat(32);
    var hash = HexFormat.of().formatHex(Sha256.of(HexFormat.of().parseHex(preimage)));
    try (var gateway = start(Map.of("router.anybody", "true", "payment.required", "true"))) {
      var unpaid = infer(gateway, "--request-id", "req-7", "hello");
      var receipt =
          run(
              "receipt",
              "--key",
              at("key"),
              "--request-id",
              "req-7",
              "--payee",
              "node-1",
              "--amount",
              "5",
              "--payment-hash",
              hash,
              "--preimage",
              preimage,
              "--write",
              at("r.json"));
      var paid = infer(gateway, "--request-id", "req-7", "--receipts", at("r.json"), "hello");

      assertThat(unpaid.err()).contains("payment-required");
      assertThat(receipt.exitCode()).as(receipt.err()).isZero();
      assertThat(paid.exitCode()).as(paid.err()).isZero();
      assertThat(paid.out()).contains("mock-response:hello");
    }
  }

  @Test
  void aReceiptAnswersTheRequestOfARouter() throws IOException {
    run("keys", "gen", "--out", at("key"));
    var request =
        Envelope.sign(
            """
            {"requestId":"req-9","payeeType":"router","payeeId":"r-1","amountSats":12,"invoice":"lnbc1",
             "expiresAtMs":1,"paymentHash":"ab","splits":[{"payeeType":"router","payeeId":"r-1","amountSats":12}]}
            """,
            "n",
            1,
            Calls.ROUTER.publicKey().text(),
            Calls.ROUTER);
    Files.writeString(
        folder.resolve("402.json"),
        "{\"error\":\"payment-required\",\"payment\":" + request.json() + "}");

    run(
        "receipt",
        "--key",
        at("key"),
        "--payment-request",
        at("402.json"),
        "--write",
        at("r.json"));

    var envelope = Envelope.parse(Files.readString(folder.resolve("r.json")));
    assertThat(envelope.isSignedBy(SchnorrPublicKey.parse(envelope.keyId()))).isTrue();
    assertThat(envelope.payload())
        .contains("\"amountSats\":12")
        .contains("\"requestId\":\"req-9\"")
        .contains("\"payeeId\":\"r-1\"")
        .contains("\"invoice\":\"lnbc1\"")
        .contains("\"splits\":[");
  }

  private static PlayGateway start(Map<String, String> settings) {
    return PlayGateway.start(mysql.settings(), Calls.NODE, PlayGateway.mock(settings));
  }

  private Result infer(PlayGateway gateway, String... more) {
    var arguments =
        new ArrayList<>(
            List.of("infer", "--url", gateway.url(), "--key", at("key"), "--model", "mock-model"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private static Result run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Result(code, out.toString(), err.toString());
  }

  private static JsonNode json(Result result) {
    try {
      return new ObjectMapper().readTree(result.out());
    } catch (IOException e) {
      throw new AssertionError(result.toString(), e);
    }
  }
}
