package network.mandala.bridge.chain;

import java.util.Map;

/** A transaction together with the outputs that it spends (BRC-30), as broadcasters want it. */
final class ExtendedFormat {
  private static final byte[] MARK = {0, 0, 0, 0, 0, (byte) 0xef};

  private ExtendedFormat() {}

  /**
   * @param sources the transactions whose outputs it spends, by name
   */
  static byte[] of(Transaction transaction, Map<TxId, Transaction> sources) {
    var to =
        new ByteWriter()
            .uint32(transaction.version())
            .bytes(MARK)
            .number(transaction.inputs().size());
    for (var input : transaction.inputs()) {
      input.writeTo(to);
      sources.get(input.source()).outputs().get((int) input.index()).writeTo(to);
    }
    to.number(transaction.outputs().size());
    transaction.outputs().forEach(output -> output.writeTo(to));
    return to.uint32(transaction.lockTime()).toBytes();
  }
}
