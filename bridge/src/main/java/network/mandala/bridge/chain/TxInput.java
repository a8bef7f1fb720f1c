package network.mandala.bridge.chain;

/**
 * What a transaction spends.
 *
 * @param source the transaction whose output it is
 * @param index of the output
 * @param script that unlocks it
 * @param sequence 32 bits without sign
 */
public record TxInput(TxId source, long index, byte[] script, long sequence) {
  static final int LEAST_BYTES = 41;

  static TxInput read(ByteReader in) {
    return new TxInput(TxId.of(in.hash()), in.uint32(), in.script(), in.uint32());
  }

  void writeOutpointTo(ByteWriter to) {
    to.bytes(source.bytes()).uint32(index);
  }

  void writeTo(ByteWriter to) {
    writeOutpointTo(to);
    to.script(script).uint32(sequence);
  }
}
