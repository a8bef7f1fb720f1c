package network.mandala.operator.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Files with the header of a program, for whoever looks at headers. */
public final class TestPrograms {

  /** ELF's number of the processor of this machine. */
  public static final int THIS_MACHINE =
      System.getProperty("os.arch").equals("aarch64") ? 0xb7 : 0x3e;

  private TestPrograms() {}

  /** For the processor of this machine, and nothing else that it needs. */
  public static byte[] statically(String content) {
    return elf(THIS_MACHINE, "", content);
  }

  /**
   * @param interpreter its loader; empty: it needs none
   * @param content what comes after the header
   */
  public static byte[] elf(int machine, String interpreter, String content) {
    byte[] text = content.getBytes(StandardCharsets.UTF_8);
    byte[] loader = (interpreter + "\0").getBytes(StandardCharsets.US_ASCII);
    var out = ByteBuffer.allocate(64 + 56 + loader.length + text.length);
    out.order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).position(16);
    out.putShort((short) 2).putShort((short) machine).putInt(1).putLong(0).putLong(64).putLong(0);
    out.putInt(0).putShort((short) 64).putShort((short) 56).putShort((short) 1);
    out.position(64);
    out.putInt(interpreter.isEmpty() ? 1 : 3).putInt(5).putLong(64 + 56).putLong(0).putLong(0);
    out.putLong(loader.length).putLong(loader.length).putLong(1);
    return out.put(loader).put(text).array();
  }
}
