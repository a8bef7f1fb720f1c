package network.mandala.bridge.chain;

import java.util.ArrayList;
import java.util.List;

/** Makes transactions that spend coins. The same coins and outputs make the same bytes. */
public final class SignedSpend {
  private static final long VERSION = 1;
  private static final long FINAL = 0xffffffffL;
  private static final byte[] UNSIGNED = {};
  private static final int BASE_BYTES = 14;
  private static final int INPUT_BYTES = 148;
  private static final int OUTPUT_BYTES = 34;
  private static final int KILOBYTE = 1000;

  private SignedSpend() {}

  /** What miners get is what the outputs leave. */
  public static Transaction of(List<Coin> coins, List<TxOutput> outputs) {
    var unsigned =
        Transaction.of(
            VERSION, coins.stream().map(coin -> input(coin, UNSIGNED)).toList(), outputs, 0);
    var inputs = new ArrayList<TxInput>();
    for (int i = 0; i < coins.size(); i++) {
      var coin = coins.get(i);
      inputs.add(input(coin, PublicKeyHash.unlock(unsigned, i, coin.output(), coin.key())));
    }
    return Transaction.of(VERSION, inputs, outputs, 0);
  }

  /**
   * The fee of a transaction whose outputs are hashes of keys.
   *
   * @param perKilobyte satoshis for 1000 bytes
   */
  public static long fee(int inputs, int outputs, long perKilobyte) {
    long bytes = BASE_BYTES + (long) INPUT_BYTES * inputs + (long) OUTPUT_BYTES * outputs;
    return Math.max(1, Math.ceilDiv(Math.multiplyExact(bytes, perKilobyte), KILOBYTE));
  }

  private static TxInput input(Coin coin, byte[] script) {
    return new TxInput(coin.transaction(), coin.index(), script, FINAL);
  }
}
