package network.mandala.identity.spore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import network.mandala.identity.InvalidKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SporeKeyTest {
  @TempDir Path folder;

  /** RFC 8032, section 7.1, test 3. */
  @Test
  void signsAsTheStandardSays() {
    var key =
        SporeKey.parse(
            hex(
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"
                    + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"));

    var signature = key.sign(hex("af82"));

    assertThat(HexFormat.of().formatHex(signature))
        .isEqualTo(
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
    assertThat(key.publicKey().verify(hex("af82"), signature)).isTrue();
    assertThat(key.publicKey().verify(hex("af83"), signature)).isFalse();
  }

  @Test
  void eachAlteredByteOfASignatureIsRefused() {
    var message = new byte[32];
    var signature = Bundles.KEY.sign(message);
    for (int at = 0; at < signature.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        var altered = signature.clone();
        altered[at] ^= (byte) (1 << bit);
        assertThat(Bundles.KEY.publicKey().verify(message, altered)).isFalse();
      }
    }
    assertThat(Bundles.KEY.publicKey().verify(message, new byte[0])).isFalse();
  }

  @Test
  void aKeyThatIsNoneIsRefusedWithoutBeingRepeated() {
    var swapped = Bundles.KEY.bytes();
    swapped[40] ^= 1;

    assertThatThrownBy(() -> SporeKey.parse(swapped))
        .isInstanceOf(InvalidKey.class)
        .hasMessageContaining("second half");
    assertThatThrownBy(() -> SporeKey.parse(Arrays.copyOf(swapped, 32)))
        .isInstanceOf(InvalidKey.class)
        .hasMessageContaining("64 bytes");
    assertThat(Bundles.KEY.toString()).isEqualTo("SporeKey[***]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0200000000000000000000000000000000000000000000000000000000000000"
      })
  void weakKeysAndThoseOffTheCurveAreRefused(String hex) {
    var base64 = Base64.getEncoder().encodeToString(hex(hex));

    assertThatThrownBy(() -> SporePublicKey.parse(base64)).isInstanceOf(InvalidKey.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "wieB6XfiABunQhwv6ZRmAs3d2UJg0u/qP8asD7S+IIZ=", "not base64"})
  void whatIsNoKeyIsRefused(String text) {
    assertThatThrownBy(() -> SporePublicKey.parse(text)).isInstanceOf(InvalidKey.class);
  }

  @Test
  void opensslVerifiesASignature() throws Exception {
    var manifest = Bundles.read(Bundles.good()).manifest();
    var key = hex("302a300506032b6570032100");
    var spki = Arrays.copyOf(key, key.length + 32);
    System.arraycopy(Bundles.KEY.publicKey().raw(), 0, spki, key.length, 32);
    var message = folder.resolve("message");
    Files.write(message, SporeSignature.message(manifest, GoEscapes.SINCE_1_22));
    Files.write(folder.resolve("key.der"), spki);
    Files.write(folder.resolve("signature"), Base64.getDecoder().decode(manifest.signature()));

    assertThat(openssl()).contains("Signature Verified Successfully");
    Files.write(message, new byte[32]);
    assertThat(openssl()).doesNotContain("Successfully");
  }

  private String openssl() throws Exception {
    return GoMesh.run(
        List.of(
            "openssl",
            "pkeyutl",
            "-verify",
            "-rawin",
            "-pubin",
            "-keyform",
            "DER",
            "-inkey",
            folder.resolve("key.der").toString(),
            "-in",
            folder.resolve("message").toString(),
            "-sigfile",
            folder.resolve("signature").toString()));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
