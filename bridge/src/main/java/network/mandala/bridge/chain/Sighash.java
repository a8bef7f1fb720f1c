package network.mandala.bridge.chain;

/**
 * What the signature of an input covers (BIP-143 with the fork id, as BSV signs). The bytes are
 * hashed twice before they are signed.
 */
final class Sighash {
  static final int ALL = 0x01;
  static final int NONE = 0x02;
  static final int SINGLE = 0x03;
  static final int FORK_ID = 0x40;
  static final int ANYONE_CAN_PAY = 0x80;

  private static final byte[] ZEROS = new byte[TxId.BYTES];

  private final Transaction transaction;
  private final byte[] outpoints;
  private final byte[] sequences;
  private final byte[] outputs;

  Sighash(Transaction transaction) {
    this.transaction = transaction;
    var all = new ByteWriter();
    transaction.inputs().forEach(input -> input.writeOutpointTo(all));
    this.outpoints = Hash256.of(all.toBytes());
    var numbers = new ByteWriter();
    transaction.inputs().forEach(input -> numbers.uint32(input.sequence()));
    this.sequences = Hash256.of(numbers.toBytes());
    var paid = new ByteWriter();
    transaction.outputs().forEach(output -> output.writeTo(paid));
    this.outputs = Hash256.of(paid.toBytes());
  }

  /** Whether the type is one of those that are known here: with the fork id, without others. */
  static boolean knows(int type) {
    int base = type & ~(FORK_ID | ANYONE_CAN_PAY);
    return (type & FORK_ID) != 0 && base >= ALL && base <= SINGLE;
  }

  /**
   * @param spent the output that the input spends
   * @param type for which {@link #knows} is true
   */
  byte[] preimage(int index, TxOutput spent, int type) {
    var input = transaction.inputs().get(index);
    boolean alone = (type & ANYONE_CAN_PAY) != 0;
    int base = type & ~(FORK_ID | ANYONE_CAN_PAY);
    var to =
        new ByteWriter()
            .uint32(transaction.version())
            .bytes(alone ? ZEROS : outpoints)
            .bytes(alone || base != ALL ? ZEROS : sequences);
    input.writeOutpointTo(to);
    return to.script(spent.script())
        .int64(spent.satoshis())
        .uint32(input.sequence())
        .bytes(paid(index, base))
        .uint32(transaction.lockTime())
        .uint32(type)
        .toBytes();
  }

  private byte[] paid(int index, int base) {
    if (base == ALL) {
      return outputs;
    }
    if (base == NONE || index >= transaction.outputs().size()) {
      return ZEROS;
    }
    var one = new ByteWriter();
    transaction.outputs().get(index).writeTo(one);
    return Hash256.of(one.toBytes());
  }
}
