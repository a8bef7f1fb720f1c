package network.mandala.identity.bsv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import network.mandala.identity.PublicKey;
import network.mandala.identity.Sha256;
import org.junit.jupiter.api.Test;

/** The golden vectors of the handshake and of payments, made with the published client. */
class AuthMessageTest {
  private static final WalletKey SERVER = WalletKey.parse("11".repeat(32));
  private static final WalletKey CLIENT = WalletKey.parse("22".repeat(32));
  private static final Nonce OF_CLIENT =
      Nonce.parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v", 48, 48);
  private static final Nonce OF_SERVER =
      Nonce.parse("//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eDf3t3c29rZ2NfW1dTT0tHQ", 48, 48);
  private static final String SIGNATURE =
      "3045022100d0546a5a2e0594ec486c4cf8095c72ef01e49c896051e3b9dca3e515dcb5aa0b"
          + "022012349b1b5897420902bcd8ab048f984edaf9d38928dca06275cb9a874e6b6896";

  private final Counterparty client = SERVER.with(CLIENT.publicKey());
  private final Counterparty server = CLIENT.with(SERVER.publicKey());
  private final Invoice invoice = AuthMessage.invoice(OF_CLIENT, OF_SERVER);
  private final byte[] message = AuthMessage.handshake(OF_CLIENT, OF_SERVER);

  @Test
  void identities() {
    assertThat(SERVER.publicKey().hex())
        .isEqualTo("034f355bdcb7cc0af728ef3cceb9615d90684bb5b2ca5f859ab0f0b704075871aa");
    assertThat(CLIENT.publicKey().hex())
        .isEqualTo("02466d7fcae563e5cb09a0d1870bb580344804617879a14949cf22285f1bae3f27");
  }

  @Test
  void sharedSecret() {
    var theirs = Points.bytes(CLIENT.publicKey());
    assertThat(
            HexFormat.of()
                .formatHex(Points.shared(HexFormat.of().parseHex("11".repeat(32)), theirs)))
        .isEqualTo("0277e0510d5042e2f5e9e59c977b81eeed590cf7d20c1c51da451a8eaa9fdc45ff");
  }

  @Test
  void keysOfTheHandshake() {
    assertThat(client.myKey(invoice).exportHex())
        .isEqualTo("17820dd92c15e8e267eb3578da75846e04b803921cb1a5343910b9ad51d48c2c");
    assertThat(server.theirKey(invoice).hex())
        .isEqualTo("02f22440e6da25ef175289f5d057941fd1bbe2c8e86f8fbea0933ba7dc94fe1b08");
  }

  @Test
  void signatureOfTheHandshake() {
    assertThat(HexFormat.of().formatHex(Sha256.of(message)))
        .isEqualTo("37abe4b06666e56a29f1da02d650bd0d3708dda0338d759da188ce9c07457300");
    assertThat(HexFormat.of().formatHex(client.sign(invoice, message))).isEqualTo(SIGNATURE);
    assertThat(server.verify(invoice, message, HexFormat.of().parseHex(SIGNATURE))).isTrue();
  }

  @Test
  void everyChangedBitOfTheSignatureIsRefused() {
    var signature = HexFormat.of().parseHex(SIGNATURE);
    for (int bit = 0; bit < signature.length * 8; bit++) {
      assertThat(server.verify(invoice, message, flipped(signature, bit)))
          .as("bit %d", bit)
          .isFalse();
    }
  }

  @Test
  void everyChangedBitOfTheMessageIsRefused() {
    var signature = HexFormat.of().parseHex(SIGNATURE);
    for (int bit = 0; bit < message.length * 8; bit++) {
      assertThat(server.verify(invoice, flipped(message, bit), signature))
          .as("bit %d", bit)
          .isFalse();
    }
  }

  @Test
  void theOtherValueOfSIsRefused() {
    // The same r with n - s: the same signature in its high form.
    var high =
        "3046022100d0546a5a2e0594ec486c4cf8095c72ef01e49c896051e3b9dca3e515dcb5aa0b"
            + "022100"
            + new java.math.BigInteger(
                    "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16)
                .subtract(
                    new java.math.BigInteger(
                        "12349b1b5897420902bcd8ab048f984edaf9d38928dca06275cb9a874e6b6896", 16))
                .toString(16);
    assertThat(server.verify(invoice, message, HexFormat.of().parseHex(high))).isFalse();
  }

  @Test
  void aKeyOfAnotherInvoiceOrPartyIsRefused() {
    var signature = HexFormat.of().parseHex(SIGNATURE);
    assertThat(server.verify(AuthMessage.invoice(OF_SERVER, OF_CLIENT), message, signature))
        .isFalse();
    assertThat(
            CLIENT
                .with(WalletKey.parse("33".repeat(32)).publicKey())
                .verify(invoice, message, signature))
        .isFalse();
  }

  @Test
  void paymentOfBrc29() {
    var paid = PaymentKeys.payable(server, "cHJlZml4", "c3VmZml4");
    assertThat(paid)
        .isEqualTo(
            PublicKey.parse("03c6a482c0b0beac65b5ff4d833a1be2b71962f36789ca0b2dc1ea7478a4ec853a"));
    assertThat(HexFormat.of().formatHex(PaymentKeys.lockingScript(paid)))
        .isEqualTo("76a914e239e7abd150c0ad20851df86a0989a18cc7a95f88ac");
    assertThat(PaymentKeys.received(client, "cHJlZml4", "c3VmZml4").exportHex())
        .isEqualTo("f01ed587410408261b7653b419c26c4c1b9d4bcc303312f719eca2e4c105f340");
  }

  @Test
  void aNonceIsItsText() {
    assertThat(OF_CLIENT.bytes()).startsWith(0, 1, 2).hasSize(48);
    assertThat(Base64.getEncoder().encodeToString(OF_CLIENT.bytes())).isEqualTo(OF_CLIENT.text());
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    var copy = bytes.clone();
    copy[bit / 8] ^= (byte) (1 << (bit % 8));
    return copy;
  }
}
