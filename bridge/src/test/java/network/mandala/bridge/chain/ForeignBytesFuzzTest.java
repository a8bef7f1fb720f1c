package network.mandala.bridge.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever comes from a stranger is read or refused in the one way that callers expect. */
class ForeignBytesFuzzTest {
  @FuzzTest
  void transactions(byte[] bytes) {
    try {
      assertThat(Transaction.parse(bytes).bytes()).isEqualTo(bytes);
    } catch (InvalidChainData refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  @FuzzTest
  void proofs(byte[] bytes) {
    try {
      MerklePath.parse(bytes).rootFor(new TxId("00".repeat(32)));
    } catch (InvalidChainData refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  @FuzzTest
  void payments(byte[] bytes) {
    try {
      var beef = AtomicBeef.parse(bytes);
      assertThat(Evidence.of(beef).all()).containsKey(beef.subject().id());
    } catch (InvalidChainData refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
