package network.mandala.identity.bsv;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers as Bitcoin writes them: 1, 3, 5 or 9 bytes, little-endian. */
public final class Varint {
  /** How "there is none" is written: -1, in 9 bytes. */
  public static final long ABSENT = -1;

  private static final int TWO_BYTES = 0xfd;
  private static final int FOUR_BYTES = 0xfe;
  private static final int EIGHT_BYTES = 0xff;

  private Varint() {}

  /** Writes it in the shortest form. A negative number is taken as unsigned 64 bits. */
  public static void write(ByteArrayOutputStream to, long value) {
    if (value >= 0 && value < TWO_BYTES) {
      to.write((int) value);
    } else if (value >= 0 && value <= 0xffff) {
      to.write(TWO_BYTES);
      little(to, value, 2);
    } else if (value >= 0 && value <= 0xffff_ffffL) {
      to.write(FOUR_BYTES);
      little(to, value, 4);
    } else {
      to.write(EIGHT_BYTES);
      little(to, value, 8);
    }
  }

  /**
   * Reads one from where the buffer stands.
   *
   * @throws InvalidVarint if the bytes end, or it is not in its shortest form
   */
  public static long read(ByteBuffer from) {
    var in = from.order(ByteOrder.LITTLE_ENDIAN);
    try {
      int first = Byte.toUnsignedInt(in.get());
      return switch (first) {
        case TWO_BYTES -> shortest(Short.toUnsignedLong(in.getShort()), TWO_BYTES);
        case FOUR_BYTES -> shortest(Integer.toUnsignedLong(in.getInt()), 0x1_0000L);
        case EIGHT_BYTES -> shortest(in.getLong(), 0x1_0000_0000L);
        default -> first;
      };
    } catch (BufferUnderflowException e) {
      throw new InvalidVarint("the bytes end inside a number");
    }
  }

  private static long shortest(long value, long least) {
    if (Long.compareUnsigned(value, least) < 0) {
      throw new InvalidVarint("a number is not in its shortest form");
    }
    return value;
  }

  private static void little(ByteArrayOutputStream to, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      to.write((int) (value >>> (8 * i)));
    }
  }
}
