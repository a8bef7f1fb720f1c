package network.mandala.identity.bsv;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.PublicKey;

/** Whatever comes from a stranger is read or refused in the one way that callers expect. */
class ForeignBytesFuzzTest {
  private static final Counterparty PARTY =
      WalletKey.parse("11".repeat(32)).with(WalletKey.parse("22".repeat(32)).publicKey());

  @FuzzTest
  void numbers(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    try {
      long value = Varint.read(in);
      var again = new ByteArrayOutputStream();
      Varint.write(again, value);
      assertThat(again.toByteArray()).isEqualTo(java.util.Arrays.copyOf(bytes, in.position()));
    } catch (InvalidVarint refused) {
      assertThat(refused).hasMessageNotContaining("null");
    }
  }

  @FuzzTest
  void nonces(FuzzedDataProvider data) {
    var text = data.consumeRemainingAsString();
    try {
      var nonce = Nonce.parse(text, 1, 96);
      assertThat(nonce.text()).isEqualTo(text);
      assertThat(Nonce.of(nonce.bytes())).isEqualTo(nonce);
    } catch (InvalidNonce refused) {
      assertThat(refused.getMessage()).startsWith("a nonce is");
    }
  }

  @FuzzTest
  void signatures(byte[] der) {
    // No key is known whose signature of this a fuzzer could find.
    var invoice = Invoice.of(SecurityLevel.EVERY_COUNTERPARTY, "auth message signature", "a b");
    assertThat(PARTY.verify(invoice, new byte[] {1}, der)).isFalse();
  }

  @FuzzTest
  void keys(FuzzedDataProvider data) {
    var text = data.consumeRemainingAsString();
    try {
      var key = PublicKey.parse(text);
      assertThat(HexFormat.of().parseHex(key.hex())).hasSize(33);
    } catch (InvalidKey refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  @FuzzTest
  void invoices(FuzzedDataProvider data) {
    var protocol = data.consumeString(410);
    var keyId = data.consumeRemainingAsString();
    try {
      assertThat(Invoice.of(SecurityLevel.SILENT, protocol, keyId).number()).startsWith("0-");
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }
}
