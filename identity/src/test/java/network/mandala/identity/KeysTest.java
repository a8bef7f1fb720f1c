package network.mandala.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.strings;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  private static final String ORDER =
      "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
  private static final String ORDER_LESS_ONE =
      "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140";
  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest // SEC 2: multiples of the generator
  @CsvSource({
    "0000000000000000000000000000000000000000000000000000000000000001,"
        + " 0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
    "0000000000000000000000000000000000000000000000000000000000000002,"
        + " 02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5",
    "0000000000000000000000000000000000000000000000000000000000000003,"
        + " 02f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9",
    ORDER_LESS_ONE + ", 0379be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
  })
  void aPrivateKeyHasItsPublicKey(String key, String expected) {
    assertThat(PrivateKey.parse(key).publicKey().hex()).isEqualTo(expected);
    assertThat(PublicKey.parse(expected)).isEqualTo(PrivateKey.parse(key).publicKey());
  }

  @Test
  void aPointIsTheKeyThatItWasReadFrom() {
    var key = PublicKey.parse("02f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9");

    assertThat(PublicKey.ofPoint(key.point())).isEqualTo(key).hasToString(key.hex());
  }

  @ParameterizedTest
  @CsvSource({
    "04, 01, 65, no point of secp256k1",
    "06, 00, 65, the first of which is 4",
    "04, 00, 64, is 65 bytes",
    "04, 00, 66, is 65 bytes"
  })
  void whatIsNoPointIsNoKey(String first, String change, int length, String why) {
    var point = Arrays.copyOf(PrivateKey.parse("%064x".formatted(1)).publicKey().point(), length);
    point[0] = HEX.parseHex(first)[0];
    point[40] ^= HEX.parseHex(change)[0];

    assertThatThrownBy(() -> PublicKey.ofPoint(point))
        .isInstanceOf(InvalidKey.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest // RFC 6979 on secp256k1, as the wallets' test suites have it
  @CsvSource(
      delimiter = '|',
      value = {
        "0000000000000000000000000000000000000000000000000000000000000001|Satoshi Nakamoto"
            + "|934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
            + "|2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5",
        "0000000000000000000000000000000000000000000000000000000000000001"
            + "|All those moments will be lost in time, like tears in rain. Time to die..."
            + "|8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b"
            + "|547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21",
        ORDER_LESS_ONE
            + "|Satoshi Nakamoto"
            + "|fd567d121db66e382991534ada77a6bd3106f0a1098c231e47993447cd6af2d0"
            + "|6b39cd0eb1bc8603e159ef5c20a5c8ad685a45b06ce9bebed3f153d10d93bed5",
        "f8b8af8ce3c7cca5e300d33939540c10d45ce001b8f252bfbc57ba0342904181|Alan Turing"
            + "|7063ae83e7f62bbb171798131b4a0564b956930092b33b07b395615d9ec7e15c"
            + "|58dfcc1e00a35e1572f366ffe34ba0fc47db1e7189759b9fb233c5b05ab388ea"
      })
  void aSignatureIsDeterministicWithALowS(String key, String message, String r, String s) {
    var signature = PrivateKey.parse(key).sign(message.getBytes(StandardCharsets.UTF_8));

    assertThat(HEX.formatHex(signature)).isEqualTo(der(r, s));
  }

  @Test
  void theSignatureWithTheOtherSIsRefused() {
    var message = "Satoshi Nakamoto".getBytes(StandardCharsets.UTF_8);
    var key = PrivateKey.parse("%064x".formatted(1)).publicKey();
    var low = "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5";
    var high = "%064x".formatted(new BigInteger(ORDER, 16).subtract(new BigInteger(low, 16)));
    var r = "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8";

    assertThat(key.verify(message, HEX.parseHex(der(r, low)))).isTrue();
    assertThat(key.verify(message, HEX.parseHex(der(r, high)))).isFalse();
  }

  @Test
  void whoSignsIsRecognisedAndNobodyElse() {
    var other = PrivateKey.parse("%064x".formatted(7)).publicKey();
    qt().withExamples(200)
        .forAll(
            integers().between(8, Integer.MAX_VALUE),
            strings().allPossible().ofLengthBetween(0, 40))
        .check(
            (number, text) -> {
              var key = PrivateKey.parse("%064x".formatted(number));
              var message = text.getBytes(StandardCharsets.UTF_8);
              var signature = key.sign(message);
              return key.publicKey().verify(message, signature)
                  && !other.verify(message, signature);
            });
  }

  @Test
  void everyFlippedBitOfASignatureIsDetected() {
    var key = PrivateKey.parse("%064x".formatted(101));
    var message = "a receipt".getBytes(StandardCharsets.UTF_8);
    var signature = key.sign(message);

    for (int bit = 0; bit < signature.length * 8; bit++) {
      var flipped = signature.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(key.publicKey().verify(message, flipped)).as("bit %d", bit).isFalse();
    }
  }

  @ParameterizedTest // BIP 66: what older OpenSSL accepted
  @ValueSource(
      strings = {
        "",
        "30",
        "3006020101020101ff",
        "300602010102020001",
        "3007020200010201010000",
        "3006028101020101",
        "30060201ff020101",
        "3006020101020181",
        "3080020101020101",
        "3106020101020101",
        "3006030101020101",
        "30060201010301010000",
        "30080203000001020101"
      })
  void whatIsNotStrictDerIsRefused(String der) {
    var key = PrivateKey.parse("%064x".formatted(101)).publicKey();

    assertThat(StrictDer.toCompact(HEX.parseHex(der))).isEmpty();
    assertThat(key.verify(new byte[0], HEX.parseHex(der))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "0000000000000000000000000000000000000000000000000000000000000000",
        ORDER,
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "g000000000000000000000000000000000000000000000000000000000000001",
        "000000000000000000000000000000000000000000000000000000000000000001"
      })
  void whatIsNoPrivateKeyIsRefusedWithoutBeingRepeated(String text) {
    assertThatThrownBy(() -> PrivateKey.parse(text))
        .isInstanceOf(InvalidKey.class)
        .satisfies(e -> assertThat(text.length() < 8 || !e.getMessage().contains(text)).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
        "02ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "020000000000000000000000000000000000000000000000000000000000000000",
        "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f817"
      })
  void whatIsNoPublicKeyIsRefused(String text) {
    assertThatThrownBy(() -> PublicKey.parse(text)).isInstanceOf(InvalidKey.class);
  }

  @Test
  void aPrivateKeyDoesNotPrintItself() {
    assertThat(PrivateKey.parse(" " + "%064x".formatted(101) + "\n").toString())
        .isEqualTo("PrivateKey[***]");
  }

  /** Both are positive as they are: their first bit is not set, or a zero goes before them. */
  private static String der(String r, String s) {
    var body = integer(r) + integer(s);
    return "30%02x".formatted(body.length() / 2) + body;
  }

  private static String integer(String hex) {
    var bytes = hex.compareTo("8") >= 0 ? "00" + hex : hex;
    return "02%02x".formatted(bytes.length() / 2) + bytes;
  }
}
