package network.mandala.identity.fedai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;
import static org.quicktheories.generators.SourceDSL.strings;

import java.util.Base64;
import java.util.HexFormat;
import network.mandala.identity.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private static final String SECRET = "0".repeat(63) + "3";
  private static final SchnorrPrivateKey KEY = SchnorrPrivateKey.parse(SECRET);
  private static final String NPUB =
      "npub1lycg5qvjtrp3qjf5f7zl382j9x6nrjz9sdhenvyxq8c3808qxmus6gq266";

  /** Vector C-1 of the specification, with its members in another order. */
  private static final String PAYLOAD =
      """
      {"requestId": "req-1", "modelId": "mock-model", "prompt": "héllo <b>&\\"\\n\\u2028",
       "maxTokens": 16, "temperature": 0.70, "topP": 0.0000001, "metadata": {"b": "2", "a": "1", "Z": "0"}}
      """;

  private static final String CANONICAL =
      "eyJrZXlJZCI6Im5wdWIxbHljZzVxdmp0cnAzcWpmNWY3emwzODJqOXg2bnJqejlzZGhlbnZ5eHE4YzM4MDhxeG11czZncTI2NiIsIm5vbmNlIjoibm9uY2UtMSIsInBheWxvYWQiOnsibWF4VG9rZW5zIjoxNiwibWV0YWRhdGEiOnsiWiI6IjAiLCJhIjoiMSIsImIiOiIyIn0sIm1vZGVsSWQiOiJtb2NrLW1vZGVsIiwicHJvbXB0IjoiaMOpbGxvIDxiPiZcIlxu4oCoIiwicmVxdWVzdElkIjoicmVxLTEiLCJ0ZW1wZXJhdHVyZSI6MC43LCJ0b3BQIjoxZS03fSwidHMiOjE3MDAwMDAwMDAwMDB9";

  private static final String SIGNATURE =
      "BpvzVKUbV7g82S428QqP4tFt6R08K5iVFPCtVEUB2FjvCsIJPR97JlYBAq6FdzkJIQJGUICitXFPh1lWaMzGHA==";

  @Test
  void signsTheVectorOfTheSpecification() {
    var envelope = Envelope.sign(PAYLOAD, "nonce-1", 1_700_000_000_000L, NPUB, KEY);

    assertThat(KEY.publicKey().npub()).isEqualTo(NPUB);
    assertThat(Base64.getEncoder().encodeToString(envelope.signedBytes())).isEqualTo(CANONICAL);
    assertThat(HexFormat.of().formatHex(Sha256.of(envelope.signedBytes())))
        .isEqualTo("6c4e394d1d185cb3ad378aad2ac74768683ee67cd7e13957dc538664691c1b91");
    assertThat(envelope.sig()).isEqualTo(SIGNATURE);
  }

  @Test
  void readsWhatItWrites() {
    var envelope = Envelope.sign(PAYLOAD, "nonce-1", 1_700_000_000_000L, NPUB, KEY);

    var read = Envelope.parse(envelope.json());

    assertThat(read).isEqualTo(envelope);
    assertThat(read.isSignedBy(SchnorrPublicKey.parse(NPUB))).isTrue();
  }

  @Test
  void everyAlteredByteOfTheSignatureIsNoticed() {
    var bytes = Base64.getDecoder().decode(SIGNATURE);
    var good = Envelope.sign(PAYLOAD, "nonce-1", 1_700_000_000_000L, NPUB, KEY);
    for (int i = 0; i < bytes.length; i++) {
      var altered = bytes.clone();
      altered[i] ^= 1;
      var sig = Base64.getEncoder().encodeToString(altered);

      assertThat(
              new Envelope(good.payload(), good.nonce(), good.ts(), good.keyId(), sig)
                  .isSignedBy(KEY.publicKey()))
          .isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "nonce":"nonce-1"     | "nonce":"nonce-2"
          1700000000000         | 1700000000001
          "maxTokens":16        | "maxTokens":17
          "Z":"0"               | "Z":"00"
          """)
  void everyFieldIsSigned(String from, String to) {
    var json = Envelope.sign(PAYLOAD, "nonce-1", 1_700_000_000_000L, NPUB, KEY).json();

    assertThat(Envelope.parse(json).isSignedBy(KEY.publicKey())).isTrue();
    assertThat(json).contains(from);
    assertThat(Envelope.parse(json.replace(from, to)).isSignedBy(KEY.publicKey())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "kein base64!", "BpvzVKUbV7g82S428QqP4tFt6R08"})
  void aSignatureOfAnotherFormIsAWrongOne(String sig) {
    var envelope = new Envelope("{}", "n", 1, NPUB, sig);

    assertThat(envelope.isSignedBy(KEY.publicKey())).isFalse();
    assertThat(envelope.isSignedBy(new Ed25519PublicKey(ED25519))).isFalse();
  }

  private static final String ED25519 =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                      | payload: must be an object
          []                                                                      | envelope: must be a JSON object
          "x"                                                                     | envelope: must be a JSON object
          {"payload":1,"nonce":"n","ts":1,"keyId":"k","sig":"s"}                  | payload: must be an object
          {"payload":{},"nonce":"","ts":1,"keyId":"k","sig":"s"}                  | nonce: must be a text
          {"payload":{},"nonce":7,"ts":1,"keyId":"k","sig":"s"}                   | nonce: must be a text
          {"payload":{},"nonce":"n","ts":"1","keyId":"k","sig":"s"}               | ts: must be a number
          {"payload":{},"nonce":"n","ts":NaN,"keyId":"k","sig":"s"}               | envelope: must be a JSON object
          {"payload":{},"nonce":"n","ts":null,"keyId":"k","sig":"s"}              | ts: must be a number
          {"payload":{},"nonce":"n","ts":1,"keyId":"k"}                           | sig: must be a text
          {"payload":{},"nonce":"n","ts":1,"keyId":"k","sig":"s","more":1}        | envelope: unrecognized key
          {"payload":{},"payload":{},"nonce":"n","ts":1,"keyId":"k","sig":"s"}    | envelope: must be a JSON object
          """)
  void saysWhichFieldIsWrong(String json, String problem) {
    assertThatThrownBy(() -> Envelope.parse(json))
        .isInstanceOf(InvalidEnvelope.class)
        .hasMessageContaining(problem);
  }

  @Test
  void deepJsonIsRefusedBeforeItIsParsed() {
    var deep = "{\"payload\":" + "[".repeat(1_000_000) + "]".repeat(1_000_000) + "}";

    assertThatThrownBy(() -> Envelope.parse(deep)).isInstanceOf(InvalidEnvelope.class);
  }

  /** As JavaScript's JSON.stringify writes them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1e21}           | {"a":1e+21}
          {"a":0.0000001}      | {"a":1e-7}
          {"a":-0}             | {"a":0}
          {"a":100.0}          | {"a":100}
          {"a":9007199254740993} | {"a":9007199254740992}
          {"a":"\\ud800x"}     | {"a":"\\ud800x"}
          {"a":"\\ud83d\\ude00\\udc00"} | {"a":"😀\\udc00"}
          {"a":"\\u002f<\\u007f"} | {"a":"/<\u007f"}
          {"b":1,"a":[{"d":1,"c":null}]} | {"a":[{"c":null,"d":1}],"b":1}
          """)
  void isCanonicalAsJavaScriptIs(String json, String canonical) {
    assertThat(JsonText.canonical(json)).isEqualTo(canonical);
  }

  @Test
  void anyTextAndTimeSurvivesTheWay() {
    qt().forAll(
            strings().allPossible().ofLengthBetween(1, 40), longs().between(-1L << 52, 1L << 52))
        .checkAssert(
            (text, ts) -> {
              var envelope =
                  Envelope.sign("{\"p\":" + JsonText.quote(text) + "}", text, ts, NPUB, KEY);
              var read = Envelope.parse(envelope.json());
              assertThat(read).isEqualTo(envelope);
              assertThat(read.isSignedBy(KEY.publicKey())).isTrue();
              assertThat(new String(read.signedBytes(), UTF_8))
                  .isEqualTo(JsonText.canonical(new String(read.signedBytes(), UTF_8)));
            });
  }

  @Test
  void aTimeThatIsNoWholeNumberIsSignedAsJavaScriptWritesIt() {
    var envelope = new Envelope("{}", "n", 1.5e-7, NPUB, "s");

    assertThat(new String(envelope.signedBytes(), UTF_8)).contains("\"ts\":1.5e-7}");
  }
}
