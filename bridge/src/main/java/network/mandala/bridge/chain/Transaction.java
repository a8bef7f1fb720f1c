package network.mandala.bridge.chain;

import java.util.ArrayList;
import java.util.List;

/** A transaction (BRC-12). Immutable; what was read and is written again has the same bytes. */
public final class Transaction {
  /** A hash of so many bytes could be an inner node of a block's tree (CVE-2017-12842). */
  private static final int LENGTH_OF_TWO_HASHES = 64;

  private final long version;
  private final List<TxInput> inputs;
  private final List<TxOutput> outputs;
  private final long lockTime;
  private final TxId id;

  private Transaction(long version, List<TxInput> inputs, List<TxOutput> outputs, long lockTime) {
    this.version = version;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.lockTime = lockTime;
    this.id = TxId.of(Hash256.of(bytes()));
  }

  static Transaction of(long version, List<TxInput> inputs, List<TxOutput> outputs, long lockTime) {
    return new Transaction(version, inputs, outputs, lockTime);
  }

  /**
   * @throws InvalidChainData if it is none, or something follows it
   */
  public static Transaction parse(byte[] bytes) {
    var in = new ByteReader(bytes);
    var transaction = read(in);
    in.end();
    return transaction;
  }

  static Transaction read(ByteReader in) {
    long version = in.uint32();
    int spent = in.count(TxInput.LEAST_BYTES, "the number of inputs");
    var inputs = new ArrayList<TxInput>(spent);
    for (int i = 0; i < spent; i++) {
      inputs.add(TxInput.read(in));
    }
    int paid = in.count(TxOutput.LEAST_BYTES, "the number of outputs");
    var outputs = new ArrayList<TxOutput>(paid);
    for (int i = 0; i < paid; i++) {
      outputs.add(TxOutput.read(in));
    }
    var transaction = new Transaction(version, inputs, outputs, in.uint32());
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new InvalidChainData("a transaction has at least one input and one output");
    }
    if (transaction.bytes().length == LENGTH_OF_TWO_HASHES) {
      throw new InvalidChainData("a transaction of 64 bytes proves nothing");
    }
    return transaction;
  }

  public TxId id() {
    return id;
  }

  public long version() {
    return version;
  }

  public List<TxInput> inputs() {
    return inputs;
  }

  public List<TxOutput> outputs() {
    return outputs;
  }

  public long lockTime() {
    return lockTime;
  }

  public byte[] bytes() {
    var to = new ByteWriter().uint32(version).number(inputs.size());
    inputs.forEach(input -> input.writeTo(to));
    to.number(outputs.size());
    outputs.forEach(output -> output.writeTo(to));
    return to.uint32(lockTime).toBytes();
  }

  @Override
  public String toString() {
    return "Transaction[" + id + "]";
  }
}
