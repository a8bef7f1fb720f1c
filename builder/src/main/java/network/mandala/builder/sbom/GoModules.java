package network.mandala.builder.sbom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What Go writes into each program about the modules in it (package {@code debug/buildinfo}, the
 * form since Go 1.18): the version of Go, then lines of words between tabs.
 */
final class GoModules {
  private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
  private static final int ALIGNMENT = 16;
  private static final int FLAGS = 15;
  private static final int INLINE = 2;
  private static final int HEADER = 32;

  /** Before and after the lines are as many bytes by which they are found in a process. */
  private static final int SENTINEL = 16;

  private static final int LONGEST = 1 << 20;
  private static final int WORDS = 3;

  private GoModules() {}

  static List<InstalledPackage> in(Path program) throws IOException {
    try (var file = FileChannel.open(program)) {
      if (file.size() > Integer.MAX_VALUE) {
        return List.of();
      }
      var content = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
      for (int at = 0; at + HEADER < content.limit(); at += ALIGNMENT) {
        if (content.get(at) == MAGIC[0]
            && isMagic(content, at)
            && (content.get(at + FLAGS) & INLINE) != 0) {
          content.position(at + HEADER);
          return packages(text(content), text(content));
        }
      }
      return List.of();
    }
  }

  private static boolean isMagic(ByteBuffer content, int at) {
    for (int i = 1; i < MAGIC.length; i++) {
      if (content.get(at + i) != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  private static List<InstalledPackage> packages(String goVersion, String lines) {
    var found = new ArrayList<InstalledPackage>();
    if (goVersion.startsWith("go")) {
      found.add(module("std", goVersion.substring("go".length())));
    }
    for (var line : withoutSentinels(lines).split("\n")) {
      var words = line.split("\t");
      if (words.length >= WORDS && words[0].equals("dep")) {
        found.add(module(words[1], words[2]));
      } else if (words.length >= WORDS && words[0].equals("=>") && !found.isEmpty()) {
        found.set(found.size() - 1, module(words[1], words[2]));
      }
    }
    return found;
  }

  private static String withoutSentinels(String lines) {
    return lines.length() < 2 * SENTINEL
        ? ""
        : lines.substring(SENTINEL, lines.length() - SENTINEL);
  }

  private static InstalledPackage module(String path, String version) {
    var name = new StringBuilder("pkg:golang");
    for (var part : path.split("/")) {
      name.append('/').append(PackageUrl.encode(part));
    }
    return new InstalledPackage("", path, version, name + "@" + PackageUrl.encode(version), "", "");
  }

  /** A length in groups of seven bits, and as many bytes; empty if it does not fit. */
  private static String text(ByteBuffer content) {
    int length = 0;
    for (int shift = 0; shift < Integer.SIZE && content.hasRemaining(); shift += 7) {
      int next = content.get();
      length |= (next & 0x7f) << shift;
      if (next >= 0) {
        break;
      }
    }
    if (length < 0 || length > LONGEST || length > content.remaining()) {
      return "";
    }
    var bytes = new byte[length];
    content.get(bytes);
    // The sentinels are bytes, not text: one character each.
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
