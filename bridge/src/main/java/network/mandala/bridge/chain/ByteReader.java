package network.mandala.bridge.chain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import network.mandala.identity.bsv.InvalidVarint;
import network.mandala.identity.bsv.Varint;

/** Reads foreign bytes in Bitcoin's forms. Nothing is allocated that the bytes cannot fill. */
final class ByteReader {
  private final ByteBuffer in;

  ByteReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  int uint8() {
    need(1);
    return Byte.toUnsignedInt(in.get());
  }

  long uint32() {
    need(4);
    return Integer.toUnsignedLong(in.getInt());
  }

  /** As it is, so also negative. */
  long int64() {
    need(8);
    return in.getLong();
  }

  byte[] bytes(int length) {
    need(length);
    var bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  byte[] hash() {
    return bytes(TxId.BYTES);
  }

  /** A number of at most this size; one of 64 bits without sign is too large as well. */
  long number(long most, String what) {
    long value;
    try {
      value = Varint.read(in);
    } catch (InvalidVarint e) {
      throw new InvalidChainData(e.getMessage());
    }
    if (value < 0 || value > most) {
      throw new InvalidChainData(what + " is larger than " + most);
    }
    return value;
  }

  /** How many things follow, of which each has at least so many bytes. */
  int count(int leastBytesOfEach, String what) {
    return (int) number(in.remaining() / leastBytesOfEach, what);
  }

  /** Bytes after their length. */
  byte[] script() {
    return bytes(count(1, "the length of a script"));
  }

  void end() {
    if (in.hasRemaining()) {
      throw new InvalidChainData(in.remaining() + " bytes follow that belong to nothing");
    }
  }

  private void need(int bytes) {
    if (in.remaining() < bytes) {
      throw new InvalidChainData("the bytes end too soon");
    }
  }
}
