package network.mandala.operator.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import network.mandala.crds.spore.SporeReason;

/**
 * What the header of a program says (ELF-64, System V ABI chapters 4 and 5): for which processor it
 * is, and what it needs to be started.
 *
 * @param architecture in the words of OCI: amd64, arm64
 * @param interpreter the loader that starts it; empty: it needs none
 */
record ElfProgram(String architecture, String interpreter) {

  /** So much of a file is looked at: the header, and the list of segments right behind it. */
  static final int HEAD = 64 * 1024;

  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};
  private static final int HEADER = 64;
  private static final int SEGMENT = 56;
  private static final int INTERPRETER = 3;
  private static final int LONGEST_PATH = 4096;
  private static final Map<Integer, String> MACHINES =
      Map.of(
          0x03, "386", 0x08, "mips", 0x15, "ppc64le", 0x16, "s390x", 0x28, "arm", 0x3e, "amd64",
          0xb7, "arm64", 0xf3, "riscv64", 0x102, "loong64");

  /** Executable, and position-independent: what can be started. */
  private static final int EXECUTABLE = 2;

  private static final int SHARED = 3;

  /**
   * @param head the first {@link #HEAD} bytes of the file, or all of a shorter one
   * @throws BundleRefused when it is no Linux program of 64 bits, saying what it is instead
   */
  static ElfProgram read(byte[] head) {
    if (head.length < HEADER || !Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw unsupported("it is " + describe(head) + ", not a Linux program (ELF)");
    }
    if (head[4] != 2) {
      throw unsupported("it is a program of 32 bits; nodes run programs of 64 bits");
    }
    var in =
        ByteBuffer.wrap(head).order(head[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int type = Short.toUnsignedInt(in.getShort(16));
    if (type != EXECUTABLE && type != SHARED) {
      throw unsupported("it is an ELF file that cannot be started: an object file, or a core dump");
    }
    int machine = Short.toUnsignedInt(in.getShort(18));
    var architecture =
        MACHINES.getOrDefault(machine, "a processor with ELF number " + machine)
            + (head[5] == 2 ? " (big-endian)" : "");
    return new ElfProgram(architecture, interpreter(in, head));
  }

  private static String interpreter(ByteBuffer in, byte[] head) {
    long table = in.getLong(32);
    int size = Short.toUnsignedInt(in.getShort(54));
    int count = Short.toUnsignedInt(in.getShort(56));
    if (count == 0) {
      return "";
    }
    if (size < SEGMENT || table < HEADER || table > head.length - (long) size * count) {
      throw unsupported("its list of segments is not where a linker puts it: it was altered");
    }
    for (int i = 0; i < count; i++) {
      int segment = (int) table + i * size;
      if (in.getInt(segment) == INTERPRETER) {
        return path(head, in.getLong(segment + 8), in.getLong(segment + 32));
      }
    }
    return "";
  }

  private static String path(byte[] head, long offset, long length) {
    if (offset < 0 || length < 2 || length > LONGEST_PATH || offset > head.length - length) {
      throw unsupported("the name of its loader is not where a linker puts it: it was altered");
    }
    return new String(head, (int) offset, (int) length - 1, StandardCharsets.US_ASCII);
  }

  /** Whether it needs the C library that Debian has. */
  boolean needsGlibc() {
    return interpreter.contains("ld-linux");
  }

  private static String describe(byte[] head) {
    if (head.length >= 2 && head[0] == '#' && head[1] == '!') {
      return "a script";
    }
    if (head.length >= 2 && head[0] == 'M' && head[1] == 'Z') {
      return "a Windows program";
    }
    if (head.length >= 4) {
      return switch (ByteBuffer.wrap(head).getInt()) {
        case 0xcffaedfe, 0xcefaedfe, 0xfeedfacf, 0xfeedface -> "a macOS program";
        case 0xcafebabe -> "a macOS program, or a Java class";
        case 0x504b0304 -> "a ZIP, or a Java archive";
        case 0x0061736d -> "WebAssembly";
        default -> "something else";
      };
    }
    return "too short";
  }

  private static BundleRefused unsupported(String what) {
    return new BundleRefused(SporeReason.BINARY_UNSUPPORTED, "binary: " + what + ".");
  }
}
