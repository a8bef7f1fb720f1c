package network.mandala.identity.bsv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.strings;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreimageTest {
  private static final Nonce ID = Nonce.of(new byte[32]);
  private static final byte[] NOTHING = {};

  @ParameterizedTest
  @CsvSource({
    "0,00",
    "252,fc",
    "253,fdfd00",
    "402,fd9201",
    "65535,fdffff",
    "65536,fe00000100",
    "4294967295,feffffffff",
    "4294967296,ff0000000001000000",
    "-1,ffffffffffffffffff"
  })
  void numbers(long value, String hex) {
    assertThat(HexFormat.of().formatHex(varint(value))).isEqualTo(hex);
    assertThat(Varint.read(ByteBuffer.wrap(varint(value)))).isEqualTo(value);
  }

  @Test
  void everyNumberIsReadBack() {
    qt().forAll(org.quicktheories.generators.SourceDSL.longs().all())
        .check(value -> Varint.read(ByteBuffer.wrap(varint(value))) == value);
  }

  @Test
  void aRequestWithoutAnything() {
    var bytes = Preimage.ofRequest(ID, "GET", "/", "", SignedHeaders.ofRequest(Map.of()), NOTHING);

    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo("00".repeat(32) + "03474554" + "012f" + "ff".repeat(9) + "00" + "ff".repeat(9));
  }

  @Test
  void aRequestWithEverything() {
    var headers = new LinkedHashMap<String, String>();
    headers.put("X-BSV-Topic", "b");
    headers.put("x-bsv-auth-nonce", "never");
    headers.put("Accept", "never");
    headers.put("Content-Type", "application/json ; charset=utf-8");
    headers.put("Authorization", "a");

    var bytes =
        Preimage.ofRequest(
            ID,
            "POST",
            "/a",
            "?q",
            SignedHeaders.ofRequest(headers),
            "{}".getBytes(StandardCharsets.UTF_8));

    var expected = new ByteArrayOutputStream();
    expected.writeBytes(new byte[32]);
    for (var part : new String[] {"POST", "/a", "?q"}) {
      Preimage.text(expected, part);
    }
    expected.write(3);
    for (var part :
        new String[] {
          "authorization", "a", "content-type", "application/json", "x-bsv-topic", "b", "{}"
        }) {
      Preimage.text(expected, part);
    }
    assertThat(bytes).isEqualTo(expected.toByteArray());
  }

  @Test
  void aReplyCoversItsStatusAndOwnHeadersOnly() {
    var bytes =
        Preimage.ofReply(
            ID,
            402,
            SignedHeaders.ofReply(
                Map.of(
                    "content-type", "application/json",
                    "x-bsv-payment-version", "1.0",
                    "x-bsv-auth-version", "0.1")),
            NOTHING);

    var expected = new ByteArrayOutputStream();
    expected.writeBytes(new byte[32]);
    expected.writeBytes(HexFormat.of().parseHex("fd920101"));
    Preimage.text(expected, "x-bsv-payment-version");
    Preimage.text(expected, "1.0");
    expected.write(0);
    assertThat(bytes).isEqualTo(expected.toByteArray());
  }

  /** Two requests that differ never have the same bytes: no part can pass for another. */
  @Test
  void noPartPassesForAnother() {
    qt().withExamples(300)
        .forAll(
            strings().basicLatinAlphabet().ofLengthBetween(0, 4),
            strings().basicLatinAlphabet().ofLengthBetween(0, 4),
            integers().between(0, 1))
        .check(
            (one, two, where) -> {
              var first = where == 0 ? request(one + two, "") : request(one, two);
              var second = where == 0 ? request(one, two) : request(two, one);
              var same = where == 0 ? two.isEmpty() : one.equals(two);
              return java.util.Arrays.equals(first, second) == same;
            });
  }

  private static byte[] request(String path, String search) {
    return Preimage.ofRequest(ID, "GET", path, search, SignedHeaders.ofRequest(Map.of()), NOTHING);
  }

  private static byte[] varint(long value) {
    var to = new ByteArrayOutputStream();
    Varint.write(to, value);
    return to.toByteArray();
  }
}
