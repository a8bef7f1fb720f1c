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
import java.util.function.Function;
import network.mandala.bridge.testing.NodeProgram;
import network.mandala.bridge.testing.PlayBridge;
import network.mandala.bridge.testing.RawClient;
import network.mandala.bridge.testing.RawClient.Answer;
import network.mandala.bridge.testing.RawClient.Message;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.Test;

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
    var rows = new ArrayList<String>();
    var surprises = new ArrayList<String>();
    try (var bridge = PlayBridge.start();
        var program = NodeProgram.start("reference-server.mjs", "11".repeat(32))) {
      var reference = "http://127.0.0.1:" + program.read().get("port").intValue();
      for (var each : cases) {
        var theirs = summary(each, reference);
        var ours = summary(each, bridge.url());
        if (each.why.isEmpty() != ours.equals(theirs)) {
          surprises.add(each.name + ": " + theirs + " | " + ours);
        }
        rows.add(row(each, theirs, ours));
      }
    }
    var document = document(rows);
    if (System.getProperty("docs.write") != null) {
      Files.writeString(DOCUMENT, document);
    }
    assertThat(surprises).isEmpty();
    assertThat(DOCUMENT).hasContent(document);
  }

  private static String row(Case each, String theirs, String ours) {
    return "| "
        + each.name
        + " | "
        + theirs
        + " | "
        + (each.why.isEmpty() ? "the same | |" : ours + " | " + each.why + " |");
  }

  private static String document(List<String> rows) {
    return """
    # How the bridge differs from the published middleware

    The same requests were sent to `@bsv/auth-express-middleware` 2.0.5 in a bare Express app and to the bridge, each
    with a session of its own. "Signed" means that the caller could verify the signature of the reply. Generated by
    `DifferencesIT`; do not edit.

    | request | middleware | bridge | why |
    |---|---|---|---|
    """
        + String.join("\n", rows)
        + "\n";
  }

  private static String summary(Case each, String url) {
    Answer answer;
    try {
      answer = each.request.apply(new RawClient(KEY, url).shakeHands());
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
