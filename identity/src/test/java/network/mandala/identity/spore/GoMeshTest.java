package network.mandala.identity.spore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quicktheories.core.Gen;

/** Ours and the older program, each with the other's: a page of Go that we did not write for us. */
class GoMeshTest {
  /** What JSON, ZIP, HTML, shells and people stumble over. */
  private static final List<String> AWKWARD =
      List.of(
          "",
          " ",
          "<script>&amp;</script>",
          "\\\"quoted\\\" and \\\\backslashed\\\\",
          "\\u2028\\u2029",
          "\u2028\u2029",
          "\\n\\r\\t",
          "\\u0000\\u0001\\u001f\u007f\u0080",
          "\u00e9 e\u0301 \u00df \u0130 \u4e2d\u6587 \u0639\u0631\u0628\u064a",
          "\ud83d\ude00\udbff\udfff",
          "\\ud83d\\ude00",
          "\\ud83d",
          "\\ude00\\ud83d",
          "\ufffd\uffff\ufeff",
          "\\/ \\u002f",
          "\\\\ufffd");

  @TempDir static Path folder;
  private static GoMesh go;

  @BeforeAll
  static void start() throws Exception {
    go = GoMesh.start();
  }

  @AfterAll
  static void stop() {
    if (go != null) {
      go.close();
    }
  }

  @Test
  void goVerifiesOursForEveryAwkwardText() throws Exception {
    var bundle = folder.resolve("ours.spore");
    for (var text : AWKWARD) {
      var json = manifest(text);
      Files.write(bundle, Bundles.write(json, text.getBytes(StandardCharsets.UTF_8)));

      assertThat(go.verify(bundle)).as(text).startsWith("{\"kind\":\"Spore\"");
    }
  }

  @Test
  void weVerifyGosForEveryAwkwardText() throws Exception {
    var bundle = folder.resolve("theirs.spore");
    for (var text : AWKWARD) {
      var json = manifest(text);
      go.build(json, text.getBytes(StandardCharsets.UTF_8), Bundles.KEY, bundle);
      var program = new java.io.ByteArrayOutputStream();

      var spore = Bundles.read(Files.readAllBytes(bundle), program);

      assertThat(program.toByteArray()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
      assertThat(spore.signer()).isEqualTo(Bundles.KEY.publicKey());
      assertThat(spore.manifest().signature())
          .isEqualTo(
              Bundles.read(Bundles.write(json, program.toByteArray())).manifest().signature());
    }
  }

  @Test
  void goSignsABackspaceAndWeVerifyIt() throws Exception {
    var bundle = folder.resolve("backspace.spore");

    go.build(manifest("\\b\\f"), Bundles.PROGRAM, Bundles.KEY, bundle);

    assertThat(Bundles.read(Files.readAllBytes(bundle)).signer())
        .isEqualTo(Bundles.KEY.publicKey());
  }

  @Test
  void aMegabyteOfARealProgramGoesBothWays() throws Exception {
    var program = new byte[3 << 20];
    new Random(1).nextBytes(program);
    Arrays.fill(program, 1 << 20, 2 << 20, (byte) 7);
    var theirs = folder.resolve("large-theirs.spore");
    var ours = folder.resolve("large-ours.spore");

    go.build(manifest("x"), program, Bundles.KEY, theirs);
    Files.write(ours, Bundles.write(manifest("x"), program));

    assertThat(Bundles.read(Files.readAllBytes(theirs)).binaryBytes()).isEqualTo(program.length);
    assertThat(go.verify(ours)).isEqualTo(go.verify(theirs));
  }

  @Test
  void goRefusesOursWithAnAlteredByteOfManifestOrBinary() throws Exception {
    var altered =
        Bundles.withManifest(
            manifest -> manifest.replace("\"name\": \"billing\"", "\"name\": \"b\""));

    assertThat(go.verify(Files.write(folder.resolve("altered.spore"), altered)))
        .startsWith("failed: signature");
  }

  /** Any bytes in a text, well-formed or not. */
  @Test
  void theCanonicalFormIsGosForAnyBytesInAText() {
    Gen<List<Integer>> bytes =
        lists()
            .of(
                integers()
                    .between(0x20, 0xff)
                    .mix(
                        arbitrary()
                            .pick(
                                0x22, 0x5c, 0x80, 0xbf, 0xc2, 0xe2, 0xa8, 0xed, 0xa0, 0xf0, 0x90,
                                0xf4),
                        40))
            .ofSizeBetween(0, 24);
    qt().withExamples(4000)
        .forAll(bytes)
        .checkAssert(text -> sameAsGo(around("{\"name\":\"", text, "\"}")));
  }

  @Test
  void theCanonicalFormIsGosForAnyTextAnywhere() {
    Gen<String> texts =
        lists()
            .of(integers().between(0, 0x10ffff).mix(integers().between(0, 0x2030), 60))
            .ofSizeBetween(0, 12)
            .map(GoMeshTest::escaped);
    qt().withExamples(2000)
        .forAll(texts, texts)
        .checkAssert(
            (one, other) ->
                sameAsGo(
                    ("{\"args\":[\""
                            + one
                            + "\"],\"env\":{\"k"
                            + one
                            + "\":\""
                            + other
                            + "\",\"x"
                            + other
                            + "\":null},\"provides\":[null,\""
                            + other
                            + "\"]}")
                        .getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theCanonicalFormIsGosForAnyTime() {
    qt().withExamples(2000)
        .forAll(
            integers().between(0, 9999),
            integers().between(0, 40_000_000),
            integers().between(0, 1_000_000_000),
            integers().between(-1439, 1439))
        .checkAssert(
            (year, second, nano, offset) -> {
              var local =
                  java.time.LocalDateTime.of(year, 1, 1, 0, 0)
                      .plusSeconds(second)
                      .withNano(nano % 1_000_000_000);
              if (local.getYear() == year) {
                var zone =
                    "%s%02d:%02d"
                        .formatted(
                            offset < 0 ? "-" : "+", Math.abs(offset) / 60, Math.abs(offset) % 60);
                var time =
                    local.format(
                            java.time.format.DateTimeFormatter.ofPattern(
                                "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS"))
                        + zone;
                sameAsGo(("{\"created_at\":\"" + time + "\"}").getBytes(StandardCharsets.UTF_8));
              }
            });
  }

  @Test
  void theCanonicalFormIsGosForAnyWholeNumber() {
    for (var number :
        List.of("0", "-0", "9223372036854775807", "1", "007", "1.5", "1E3", "+1", "-")) {
      var json =
          ("{\"nutrients\":{\"cpu_milli\":" + number + "}}").getBytes(StandardCharsets.UTF_8);
      var theirs = go.canonical(json);
      try {
        assertThat(SporeManifest.parse(json).canonical(GoEscapes.SINCE_1_22)).isEqualTo(theirs);
      } catch (InvalidSpore refused) {
        assertThat(theirs).as(number).isEmpty();
      }
    }
  }

  /** What both read is signed the same; what we read, Go reads. */
  private static void sameAsGo(byte[] json) {
    var theirs = go.canonical(json);
    try {
      var ours = SporeManifest.parse(json).canonical(GoEscapes.SINCE_1_22);
      assertThat(new String(ours, StandardCharsets.UTF_8))
          .isEqualTo(new String(theirs, StandardCharsets.UTF_8));
    } catch (InvalidSpore refused) {
      if (!refused.getMessage().contains("comes twice")) {
        assertThat(theirs).as(refused.getMessage()).isEmpty();
      }
    }
  }

  private static byte[] manifest(String text) {
    return ("{\"name\":\"n"
            + text
            + "\",\"version\":\""
            + text
            + "\",\"command\":\"run\",\"args\":[\""
            + text
            + "\",\""
            + text
            + "\"],\"env\":{\"k"
            + text
            + "\":\""
            + text
            + "\",\"\ud83d\ude00\":\"\",\"\uffff\":\"\"},"
            + "\"security\":{\"lsm_profile\":\""
            + text
            + "\",\"read_only_fs\":true},\"created_at\":\"2026-01-31T12:00:00.120-03:30\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] around(String before, List<Integer> bytes, String after) {
    var out = new java.io.ByteArrayOutputStream();
    out.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
    bytes.forEach(out::write);
    out.writeBytes(after.getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  private static String escaped(List<Integer> codePoints) {
    var text = new StringBuilder();
    for (int point : codePoints) {
      if (point < 0x20
          || point == '"'
          || point == '\\'
          || Character.getType(point) == Character.SURROGATE) {
        text.append("\\u%04x".formatted(point));
      } else {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }
}
