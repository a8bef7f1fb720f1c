package network.mandala.identity.spore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  /** Vector A-1 of the specification: a manifest that the older program signed. */
  private static final String VECTOR =
      "{\"kind\":\"Spore\",\"name\":\"billing\",\"version\":\"v0.1.0\",\"command\":\"billing\",\"args\":[],"
          + "\"env\":{\"GREETING\":\"Hello from billing service\"},\"provides\":[\"http\"],"
          + "\"nutrients\":{\"cpu_milli\":200,\"memory_mb\":128},\"slo\":{\"p99_budget_ms\":300},"
          + "\"security\":{\"lsm_profile\":\"demo\",\"read_only_fs\":false},"
          + "\"created_at\":\"2025-09-06T11:20:53.481615+05:30\","
          + "\"binary_sha256\":\"3b969db3b67cd1bb6beb50a9b43e80eaeb79bc9aa4c5f4c34be3cb309a355acf\","
          + "\"signature\":\"\",\"public_key\":\"wieB6XfiABunQhwv6ZRmAs3d2UJg0u/qP8asD7S+IIY=\"}";

  private static final String SIGNATURE =
      "H+cWKoIG4f73p3zINeNDV1N3FajjqxlKf5K0BjF4cOyrRbn27+icV9FsdCKmFVRC5W3nYcY5a1xrDY0GCyGrBw==";

  @Test
  void theVectorIsCanonicalHashedAndVerifiedAsTheOlderProgramDid() {
    var manifest = parse(VECTOR).signed(SIGNATURE);

    assertThat(canonical(manifest)).isEqualTo(VECTOR);
    assertThat(HexFormat.of().formatHex(SporeSignature.message(manifest, GoEscapes.SINCE_1_22)))
        .isEqualTo("6a341338ce6b00b99600c96e82bc1d4552314dfbad619e00c85b91c2da34bb95");
    assertThat(SporeSignature.signer(manifest).base64())
        .isEqualTo("wieB6XfiABunQhwv6ZRmAs3d2UJg0u/qP8asD7S+IIY=");
  }

  @Test
  void whatIsMissingHasGosZeroValue() {
    assertThat(canonical(parse("{}")))
        .isEqualTo(
            "{\"kind\":\"\",\"name\":\"\",\"version\":\"\",\"command\":\"\",\"args\":null,\"env\":null,"
                + "\"provides\":null,\"nutrients\":{\"cpu_milli\":0,\"memory_mb\":0},"
                + "\"slo\":{\"p99_budget_ms\":0},\"security\":{\"lsm_profile\":\"\",\"read_only_fs\":false},"
                + "\"created_at\":\"0001-01-01T00:00:00Z\",\"binary_sha256\":\"\",\"signature\":\"\","
                + "\"public_key\":\"\"}");
  }

  @Test
  void theIndentedFormIsThatOfMarshalIndent() {
    var text =
        new String(Bundles.read(Bundles.good()).manifest().indented(), StandardCharsets.UTF_8);

    assertThat(text)
        .startsWith(
            """
            {
              "kind": "Spore",
              "name": "billing",
              "version": "v0.1.0",
              "command": "billing",
              "args": [],
              "env": {
                "GREETING": "Hello \\u003cyou\\u003e \\u0026 me"
              },
              "provides": [
                "http"
              ],
              "nutrients": {
                "cpu_milli": 200,
            """)
        .endsWith("=\"\n}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025-09-06T11:20:53.481615000+05:30|2025-09-06T11:20:53.481615+05:30",
        "2025-09-06T11:20:53.000+00:00|2025-09-06T11:20:53Z",
        "2025-09-06T11:20:53-00:00|2025-09-06T11:20:53Z",
        "2025-09-06T11:20:53.1234567899Z|2025-09-06T11:20:53.123456789Z",
        "0000-02-29T23:59:59.5-23:59|0000-02-29T23:59:59.5-23:59",
        "9999-12-31T23:59:59Z|9999-12-31T23:59:59Z"
      })
  void timesArePrintedAsGoPrintsThem(String given, String printed) {
    assertThat(SporeTime.parse(given).text()).isEqualTo(printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-02-29T00:00:00Z",
        "2025-13-01T00:00:00Z",
        "2025-01-01T24:00:00Z",
        "2025-01-01T23:59:60Z",
        "2025-01-01T00:00:00",
        "2025-01-01 00:00:00Z",
        "2025-01-01T00:00:00,5Z",
        "2025-01-01T0:00:00Z",
        "2025-01-01T00:00:00+24:00",
        "2025-01-01T00:00:00+00:60",
        "10000-01-01T00:00:00Z",
        ""
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> SporeTime.parse(text)).hasMessageStartingWith("manifest: created_at");
  }

  @Test
  void aTimeIsAnInstant() {
    assertThat(SporeTime.parse("2025-09-06T11:20:53.5+05:30").instant())
        .isEqualTo("2025-09-06T05:50:53.5Z");
  }

  @Test
  void variablesAreInTheOrderOfTheirBytes() {
    // The first is U+1F600, which UTF-16 sorts before the second.
    var variables = Variables.of(Map.of("\ud83d\ude00", "", "\uffff", "", "a", "", "B", ""));

    assertThat(variables.all().keySet()).containsExactly("B", "a", "\uffff", "\ud83d\ude00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"name\":\"a\",\"name\":\"b\"}|the key \"name\" comes twice",
        "{\"Name\":\"a\"}|is written name",
        "{\"replicas\":3}|is not known",
        "{\"slo\":{\"P99_budget_ms\":3}}|is written p99_budget_ms",
        "{\"slo\":{\"p99_budget_ms\":1.0}}|no whole number",
        "{\"slo\":{\"p99_budget_ms\":1e2}}|no whole number",
        "{\"slo\":{\"p99_budget_ms\":01}}|no whole number",
        "{\"slo\":{\"p99_budget_ms\":-1}}|below zero",
        "{\"slo\":{\"p99_budget_ms\":9223372036854775808}}|larger than 64 bits",
        "{\"slo\":{\"p99_budget_ms\":\"1\"}}|no whole number",
        "{\"env\":{\"A\":\"1\",\"A\":\"2\"}}|comes twice",
        "{\"env\":{\"A\":1}}|no text",
        "{\"args\":\"x\"}|no list",
        "{\"args\":[\"x\",]}|no text",
        "{\"security\":{\"read_only_fs\":\"true\"}}|neither true nor false",
        "{\"name\":\"a\"} {}|something follows",
        "{\"name\":\"a\",}|name in quotes",
        "{\"name\":\"\\x\"}|escape",
        "{\"name\":\"\\u12\"}|four hexadecimal digits",
        "{\"name\":\"|not ended",
        "{\"name\" \"a\"}|colon",
        "{name:\"a\"}|name in quotes",
        "[]|no object",
        "null|no object",
        "~~|no object"
      })
  void whatIsNoManifestIsRefusedWithASentence(String json, String says) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(InvalidSpore.class)
        .hasMessageStartingWith("manifest: ")
        .hasMessageContaining(says);
  }

  @Test
  void aMessageNeverRepeatsLinesOfStrangers() {
    assertThatThrownBy(() -> parse("{\"a\\nb\\u001b[31m\":1}"))
        .hasMessage("manifest: the key \"a?b?[31m\" in the manifest is not known, and not signed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../../x",
        "/bin/sh",
        "a/b",
        "a\\\\b",
        "manifest.json",
        "a\\u0000b",
        "a\\nb"
      })
  void theCommandIsTheNameOfAFile(String command) {
    assertThatThrownBy(
            () ->
                Bundles.write(
                    Bundles.MANIFEST.replace(
                        "\"command\": \"billing\"", "\"command\": \"" + command + "\""),
                    Bundles.PROGRAM))
        .hasMessageStartingWith("manifest: command is ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\b", "\\f"})
  void whatVersionsOfGoSignDifferentlyIsNotSignedHere(String letter) {
    assertThatThrownBy(
            () -> Bundles.write(Bundles.MANIFEST.replace("& me", letter), Bundles.PROGRAM))
        .hasMessageContaining("backspace");
  }

  @Test
  void whatAnOlderGoSignedIsVerified() {
    var manifest =
        parse(Bundles.MANIFEST.replace("& me", "\\b\\f"))
            .of("Spore", "00".repeat(32), Bundles.KEY.publicKey().base64());
    var older = Bundles.KEY.sign(SporeSignature.message(manifest, GoEscapes.BEFORE_1_22));

    var signed = manifest.signed(java.util.Base64.getEncoder().encodeToString(older));

    assertThat(SporeSignature.signer(signed)).isEqualTo(Bundles.KEY.publicKey());
  }

  private static SporeManifest parse(String json) {
    return SporeManifest.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String canonical(SporeManifest manifest) {
    return new String(manifest.canonical(GoEscapes.SINCE_1_22), StandardCharsets.UTF_8);
  }
}
