package network.mandala.bridge.chain;

import java.util.function.Function;

/** A transaction together with the outputs that it spends (BRC-30), as broadcasters want it. */
final class ExtendedFormat {
  private static final byte[] MARK = {0, 0, 0, 0, 0, (byte) 0xef};

  private ExtendedFormat() {}

  /**
   * @param spent what each input spends
   */
  static byte[] of(Transaction transaction, Function<TxInput, TxOutput> spent) {
    var to =
        new ByteWriter()
            .uint32(transaction.version())
            .bytes(MARK)
            .number(transaction.inputs().size());
    for (var input : transaction.inputs()) {
      input.writeTo(to);
      spent.apply(input).writeTo(to);
    }
    to.number(transaction.outputs().size());
    transaction.outputs().forEach(output -> output.writeTo(to));
    return to.uint32(transaction.lockTime()).toBytes();
  }
}
