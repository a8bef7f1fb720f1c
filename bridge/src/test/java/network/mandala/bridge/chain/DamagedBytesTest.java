package network.mandala.bridge.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import network.mandala.identity.bsv.PaymentKeys;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing of a proof can be lost or changed without being noticed, here or by block headers. */
class DamagedBytesTest {
  private static final WalletKey KEY = WalletKey.parse("22".repeat(32));
  private static final byte[] SCRIPT = PaymentKeys.lockingScript(KEY.publicKey());

  static Stream<byte[]> beefs() {
    var coins = new PlayCoins(KEY);
    return Stream.of(
        coins.pay(5000, SCRIPT).beef(1),
        coins.pay(5000, SCRIPT).beef(2),
        coins.payLater(5000, SCRIPT).beef(1),
        coins.payLater(5000, SCRIPT).beef(2));
  }

  @ParameterizedTest
  @MethodSource("beefs")
  void everyTruncationIsRefused(byte[] beef) {
    for (int length = 0; length < beef.length; length++) {
      var cut = Arrays.copyOf(beef, length);
      assertThatThrownBy(() -> AtomicBeef.parse(cut))
          .as("%d of %d bytes", length, beef.length)
          .isInstanceOf(InvalidChainData.class);
    }
  }

  @ParameterizedTest
  @MethodSource("beefs")
  void whatFollowsIsRefused(byte[] beef) {
    var longer = Arrays.copyOf(beef, beef.length + 1);

    assertThatThrownBy(() -> AtomicBeef.parse(longer)).isInstanceOf(InvalidChainData.class);
  }

  @ParameterizedTest
  @MethodSource("beefs")
  void everyFlippedBitIsRefusedOrChangesWhatBlockHeadersAreAsked(byte[] beef) {
    var right = Evidence.of(AtomicBeef.parse(beef));
    int harmless = 0;
    for (int bit = 0; bit < beef.length * 8; bit++) {
      var flipped = beef.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      try {
        var evidence = Evidence.of(AtomicBeef.parse(flipped));
        assertThat(evidence.subject().id()).isEqualTo(right.subject().id());
        assertThat(evidence.all().keySet()).isEqualTo(right.all().keySet());
        if (evidence.roots().equals(right.roots())) {
          harmless++;
        }
      } catch (InvalidChainData refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
    // The flag that a leaf is of interest says nothing about the proof; there are two leaves.
    assertThat(harmless).isEqualTo(2);
  }
}
