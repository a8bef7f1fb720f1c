package network.mandala.identity.fedai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import network.mandala.identity.InvalidKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeKeysTest {
  private static final String NPUB =
      "npub1lycg5qvjtrp3qjf5f7zl382j9x6nrjz9sdhenvyxq8c3808qxmus6gq266";
  private static final String NSEC =
      "nsec1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqps52s3re";

  /** Of NIP-19. */
  @ParameterizedTest
  @CsvSource({
    "npub10elfcs4fr0l0r8af98jlmgdh9c8tcxjvz9qkw038js35mp4dma8qzvjptg,"
        + "7e7e9c42a91bfef19fa929e5fda1b72e0ebc1a4c1141673e2794234d86addf4e",
    "npub1lycg5qvjtrp3qjf5f7zl382j9x6nrjz9sdhenvyxq8c3808qxmus6gq266,"
        + "f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9"
  })
  void writesPublicKeysAsNostrDoes(String npub, String hex) {
    assertThat(SchnorrPublicKey.parse(hex).npub()).isEqualTo(npub);
    assertThat(SchnorrPublicKey.parse(npub).hex()).isEqualTo(hex);
    assertThat(SchnorrPublicKey.parse(npub)).isEqualTo(SchnorrPublicKey.parse(hex));
  }

  /** Of NIP-19. */
  @Test
  void writesPrivateKeysAsNostrDoes() {
    var key =
        SchnorrPrivateKey.parse("67dea2ed018072d675f5415ecfaed7d2597555e202d85b3d65ea4e58d2d92ffa");

    assertThat(key.export())
        .isEqualTo("nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5");
    assertThat(SchnorrPrivateKey.parse(NSEC).publicKey().npub()).isEqualTo(NPUB);
    assertThat(SchnorrPrivateKey.parse(NSEC).export()).isEqualTo(NSEC);
  }

  @Test
  void everyAlteredCharacterOfAKeyIsNoticed() {
    for (int i = 0; i < NPUB.length(); i++) {
      var altered =
          NPUB.substring(0, i) + (NPUB.charAt(i) == 'q' ? 'p' : 'q') + NPUB.substring(i + 1);

      assertThatThrownBy(() -> SchnorrPublicKey.parse(altered)).isInstanceOf(InvalidKey.class);
      assertThat(SchnorrPublicKey.isNpub(altered)).isFalse();
    }
    assertThat(SchnorrPublicKey.isNpub(NPUB)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "npub1",
        "0",
        "nsec1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqps52s3rf",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n???\n-----END PRIVATE KEY-----",
        "-----BEGIN NOTHING AT ALL"
      })
  void whatIsNoKeyIsRefusedWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> EnvelopePrivateKey.parse(text, KeyProfile.SCHNORR))
        .isInstanceOf(InvalidKey.class)
        .satisfies(
            refused -> {
              if (text.length() > 5) {
                assertThat(refused.getMessage()).doesNotContain(text);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0000000000000000000000000000000000000000000000000000000000000005"
      })
  void aPublicKeyIsAPointOfTheCurve(String hex) {
    assertThatThrownBy(() -> SchnorrPublicKey.parse(hex)).isInstanceOf(InvalidKey.class);
  }

  /** RFC 8032, section 7.1, tests 1 and 2. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
  })
  void signsOlderEnvelopesAsTheRfcDoes(
      String secret, String hex, String message, String signature) {
    var key = EnvelopePrivateKey.parse(secret, KeyProfile.ED25519);
    var bytes = HexFormat.of().parseHex(message);

    assertThat(key.publicKey().text()).isEqualTo(hex);
    assertThat(HexFormat.of().formatHex(key.sign(bytes))).isEqualTo(signature);
    assertThat(key.publicKey().verify(bytes, key.sign(bytes))).isTrue();
    assertThat(key.publicKey().verify(new byte[] {1}, key.sign(bytes))).isFalse();
  }

  @Test
  void readsAndWritesThePemOfOthers() throws GeneralSecurityException {
    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    var pem =
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(encoder.encodeToString(pair.getPrivate().getEncoded()));
    var publicPem =
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(encoder.encodeToString(pair.getPublic().getEncoded()));

    var key = EnvelopePrivateKey.parse(pem.replace("\n", "\\n"), KeyProfile.SCHNORR);

    assertThat(key.profile()).isEqualTo(KeyProfile.ED25519);
    assertThat(key.export()).isEqualToIgnoringNewLines(pem);
    assertThat(Ed25519PublicKey.parse(publicPem)).isEqualTo(key.publicKey());
    assertThat(Ed25519PublicKey.parse(publicPem).pem()).isEqualToIgnoringNewLines(publicPem);
    var signature = Signature.getInstance("Ed25519");
    signature.initVerify(pair.getPublic());
    signature.update("message".getBytes(UTF_8));
    assertThat(signature.verify(key.sign("message".getBytes(UTF_8)))).isTrue();
  }

  @Test
  void keysThatAreMadeAreReadAgainAndNeverPrinted() {
    var random = new SecureRandom();
    for (var key :
        new EnvelopePrivateKey[] {
          SchnorrPrivateKey.generate(random), Ed25519PrivateKey.generate(random)
        }) {
      var again = EnvelopePrivateKey.parse(key.export(), KeyProfile.SCHNORR);

      assertThat(again.publicKey()).isEqualTo(key.publicKey());
      assertThat(again.profile()).isEqualTo(key.profile());
      assertThat(key.toString()).contains("***");
    }
  }
}
