package network.mandala.bridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import network.mandala.bridge.payment.PaymentCases;
import network.mandala.bridge.payment.PlayPayments;
import network.mandala.bridge.testing.NodeProgram;
import network.mandala.bridge.testing.PlayBridge;
import network.mandala.bridge.testing.RawClient;
import network.mandala.bridge.testing.RawClient.Answer;
import network.mandala.bridge.testing.RawClient.Message;
import network.mandala.crds.project.Network;
import network.mandala.crds.testing.ApiServer;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The same requests to the published middleware and to us. Every difference is one that is listed
 * here with its reason, and in {@code docs/reference/bridge-differences.md}, which {@code
 * -Ddocs.write} writes.
 */
class DifferencesIT {
  private static final Path DOCUMENT = Path.of("../docs/reference/bridge-differences.md");
  private static final WalletKey KEY = WalletKey.parse("22".repeat(32));
  private static final WalletKey OTHER = WalletKey.parse("33".repeat(32));
  private static final byte[] NOTHING = {};
  private static final String RAW = "signed is what was sent, not what a parser made of it";
  private static final String PATHS = "a path is what a client signed and was priced, in one form";
  private static final String ALWAYS = "a reply without a valid signature leaves clients waiting";

  private static final Pattern BALANCE = Pattern.compile("New balance: ([0-9.e+]+)");

  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private int projects;

  private record Case(String name, Function<RawClient, Answer> request, String why) {}

  private final List<Case> cases =
      List.of(
          same("JSON", c -> c.send(c.post("/echo", "{\"a\":1}"))),
          same("GET without a body", c -> c.send(c.sign("GET", "/echo", Map.of(), NOTHING))),
          same("a query", c -> c.send(c.sign("GET", "/echo?a=%C3%A4&b=1", Map.of(), NOTHING))),
          same("an escaped path", c -> c.send(c.post("/words/%E6%97%A5", "{}"))),
          other(
              "a charset in the content type",
              DifferencesIT::charset,
              "the body is left out of what is checked there, though clients sign it"),
          same("an additional signed header", DifferencesIT::additional),
          same("an additional header that is not signed", DifferencesIT::notSigned),
          other("JSON with blanks", c -> c.send(c.post("/echo", "{ \"a\" : 1 }")), RAW),
          other("JSON with 1.0", c -> c.send(c.post("/echo", "{\"a\":1.0}")), RAW),
          other("a changed blank in the body", DifferencesIT::changedBlank, RAW),
          same("a changed body", DifferencesIT::changedBody),
          same("402", c -> c.send(c.post("/pay", "{}"))),
          same("403", c -> c.send(c.post("/refuse/403", "{}"))),
          same("500", c -> c.send(c.post("/refuse/500", "{}"))),
          other(
              "a request for the second time", DifferencesIT::twice, "a request is answered once"),
          other("an unknown route", c -> c.send(c.post("/nothing", "{}")), ALWAYS),
          other(
              "another method", c -> c.send(c.sign("DELETE", "/echo", Map.of(), NOTHING)), ALWAYS),
          other("a path in capitals", c -> c.send(c.post("/ECHO", "{}")), PATHS),
          other("a path with a slash more", c -> c.send(c.post("/echo/", "{}")), PATHS),
          other("a body over the limit", DifferencesIT::tooLarge, ALWAYS),
          other("a body that is no JSON", c -> c.send(c.post("/echo", "{\"a\":")), ALWAYS),
          same("no signature at all", c -> c.plain("POST", "/echo", "{}")),
          same("an unknown version", c -> c.send(with(c, "x-bsv-auth-version", "1.0"))),
          other(
              "a session nonce that nobody gave",
              c -> c.send(with(c, "x-bsv-auth-your-nonce", changed(c.sessionNonce()))),
              "it may be one from before a change of keys: clients shake hands again"),
          other(
              "a signature of somebody else",
              c -> c.send(with(c, "x-bsv-auth-identity-key", OTHER.publicKey().hex())),
              "who calls is compared with the session before anything is done"),
          same("a signature of zeros", c -> c.send(with(c, "x-bsv-auth-signature", zeros()))),
          same("a signature that is none", c -> c.send(with(c, "x-bsv-auth-signature", "30"))),
          other(
              "a handshake of another version",
              c -> shake(c, "\"1.0\"", "\"" + KEY.publicKey().hex() + "\""),
              "what the caller did wrong is not an error of the node"),
          other(
              "a handshake without a key",
              c -> shake(c, "\"0.1\"", "null"),
              "what the caller did wrong is not an error of the node"));

  @Test
  void differOnlyWhereTheyShould() throws IOException {
    assumeTrue(NodeProgram.isAvailable(), "there is no node on this machine");
    var calls = new ArrayList<String>();
    var payments = new ArrayList<String>();
    var surprises = new ArrayList<String>();
    try (var bridge = PlayBridge.start();
        var payable = PlayPayments.trusting(api, mysql.ledger());
        var program = NodeProgram.start("reference-server.mjs", "11".repeat(32))) {
      var reference = "http://127.0.0.1:" + program.read().get("port").intValue();
      for (var each : cases) {
        var theirs = summary(() -> each.request.apply(client(reference)));
        var ours = summary(() -> each.request.apply(client(bridge.url())));
        calls.add(row(each.name, theirs, ours, each.why, surprises));
      }
      var their = new PaymentCases.Server(key -> client(key, reference), this::anyProject);
      var our =
          new PaymentCases.Server(
              key -> registered(key, payable.url()),
              () -> payable.project(PaymentCases.owner(), Network.TEST));
      for (var each : PaymentCases.all()) {
        var theirs = credited(() -> each.request().apply(their));
        var ours = credited(() -> each.request().apply(our));
        payments.add(row(each.name(), theirs, ours, each.why(), surprises));
      }
    }
    var document = document(calls, payments);
    if (System.getProperty("docs.write") != null) {
      Files.writeString(DOCUMENT, document);
    }
    assertThat(surprises).isEmpty();
    assertThat(DOCUMENT).hasContent(document);
  }

  private static RawClient client(String url) {
    return client(KEY, url);
  }

  private static RawClient client(WalletKey key, String url) {
    return new RawClient(key, url).shakeHands();
  }

  private static RawClient registered(WalletKey key, String url) {
    var client = client(key, url);
    client.send(client.post("/api/v1/register", "{}"));
    return client;
  }

  private String anyProject() {
    return "%032x".formatted(++projects);
  }

  private static String row(
      String name, String theirs, String ours, String why, List<String> surprises) {
    if (why.isEmpty() != ours.equals(theirs)) {
      surprises.add(name + ": " + theirs + " | " + ours);
    }
    return "| "
        + name
        + " | "
        + theirs
        + " | "
        + (why.isEmpty() ? "the same | |" : ours + " | " + why + " |");
  }

  private static String document(List<String> calls, List<String> payments) {
    return """
    # How the bridge differs from the published middleware

    The same requests were sent to `@bsv/auth-express-middleware` 2.0.5 in a bare Express app and to the bridge, each
    with a session of its own. "Signed" means that the caller could verify the signature of the reply. Generated by
    `DifferencesIT`; do not edit.

    | request | middleware | bridge | why |
    |---|---|---|---|
    """
        + String.join("\n", calls)
        + """


    ## Payments

    The same to `@bsv/payment-express-middleware` 2.0.2 behind it, with a price and a balance as the older nodes have
    them and a wallet that looks, as theirs does, at whose key is paid and not at how much; and to the bridge as a test
    node. Each case has a project of its own, of which "N sat" is the balance that the reply tells.

    | request | middleware | bridge | why |
    |---|---|---|---|
    """
        + String.join("\n", payments)
        + "\n";
  }

  private static String credited(Supplier<Answer> request) {
    var answer = new AtomicReference<Answer>();
    var summary =
        summary(
            () -> {
              answer.set(request.get());
              return answer.get();
            });
    var message = answer.get() == null ? "" : answer.get().body().path("message").asText("");
    var balance = BALANCE.matcher(message);
    return balance.find() ? summary + ", " + balance.group(1) + " sat" : summary;
  }

  private static String summary(Supplier<Answer> request) {
    Answer answer;
    try {
      answer = request.get();
    } catch (java.io.UncheckedIOException e) {
      return "no reply";
    }
    var code = answer.body().path("code").asText("");
    return answer.status()
        + (code.isEmpty() ? "" : " " + code)
        + (answer.signed()
            ? ", signed"
            : answer.headers().containsKey("x-bsv-auth-signature")
                ? ", with a signature that does not hold"
                : "");
  }

  private static Case same(String name, Function<RawClient, Answer> request) {
    return new Case(name, request, "");
  }

  private static Case other(String name, Function<RawClient, Answer> request, String why) {
    return new Case(name, request, why);
  }

  private static Answer charset(RawClient client) {
    return client.send(
        client.sign(
            "POST",
            "/echo",
            Map.of("content-type", "application/json; charset=utf-8"),
            RawClient.utf8("{\"a\":\"b\"}")));
  }

  private static Answer additional(RawClient client) {
    return client.send(
        client.sign(
            "POST",
            "/echo",
            Map.of("content-type", "application/json", "x-bsv-topic", "t", "authorization", "a"),
            RawClient.utf8("{}")));
  }

  private static Answer notSigned(RawClient client) {
    return client.send(with(client, "x-other", "t"));
  }

  private static Answer changedBlank(RawClient client) {
    var message = client.post("/echo", "{\"a\":1}");
    message.body = RawClient.utf8("{\"a\": 1}");
    return client.send(message);
  }

  private static Answer changedBody(RawClient client) {
    var message = client.post("/echo", "{\"a\":1}");
    message.body = RawClient.utf8("{\"a\":2}");
    return client.send(message);
  }

  private static Answer twice(RawClient client) {
    var message = client.post("/count", "{}");
    client.send(message);
    return client.send(message);
  }

  private static Answer tooLarge(RawClient client) {
    return client.send(client.post("/echo", "{\"a\":\"" + "x".repeat(3 << 19) + "\"}"));
  }

  private static Message with(RawClient client, String header, String value) {
    var message = client.post("/echo", "{\"a\":1}");
    message.headers.put(header, value);
    return message;
  }

  private static Answer shake(RawClient client, String version, String key) {
    return client.plain(
        "POST",
        "/.well-known/auth",
        "{\"version\":"
            + version
            + ",\"messageType\":\"initialRequest\",\"identityKey\":"
            + key
            + ",\"initialNonce\":\""
            + client.sessionNonce()
            + "\"}");
  }

  private static String changed(String nonce) {
    return (nonce.charAt(0) == 'B' ? "C" : "B") + nonce.substring(1);
  }

  private static String zeros() {
    return HexFormat.of().formatHex(HexFormat.of().parseHex("3006020101020101"));
  }
}
