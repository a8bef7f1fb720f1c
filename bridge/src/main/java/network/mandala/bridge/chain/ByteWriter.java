package network.mandala.bridge.chain;

import java.io.ByteArrayOutputStream;
import network.mandala.identity.bsv.Varint;

/** Writes in Bitcoin's forms. */
final class ByteWriter {
  private final ByteArrayOutputStream to = new ByteArrayOutputStream();

  ByteWriter uint8(int value) {
    to.write(value);
    return this;
  }

  ByteWriter uint32(long value) {
    return little(value, 4);
  }

  ByteWriter int64(long value) {
    return little(value, 8);
  }

  ByteWriter number(long value) {
    Varint.write(to, value);
    return this;
  }

  ByteWriter bytes(byte[] bytes) {
    to.writeBytes(bytes);
    return this;
  }

  ByteWriter script(byte[] script) {
    return number(script.length).bytes(script);
  }

  byte[] toBytes() {
    return to.toByteArray();
  }

  private ByteWriter little(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      to.write((int) (value >>> (8 * i)));
    }
    return this;
  }
}
