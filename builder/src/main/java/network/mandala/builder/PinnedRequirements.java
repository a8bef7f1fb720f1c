package network.mandala.builder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import network.mandala.builder.registry.Digest;

/**
 * A requirements.txt in which each package has its version and its checksums, as {@code pip-compile
 * --generate-hashes} and {@code uv export} write it. Whatever pip might understand in another way
 * is not taken for one.
 */
final class PinnedRequirements {
  private static final int MOST_BYTES = 8 * 1024 * 1024;
  private static final String FILE = "requirements.txt";

  private static final Pattern COMMENT = Pattern.compile("(^|\\s+)#.*$");

  /** Does not change what is installed, as the checksums say that. */
  private static final Pattern OPTION =
      Pattern.compile(
          "--require-hashes|--prefer-binary|--only-binary[ =]:all:"
              + "|(-i|--index-url|--extra-index-url)[ =]\\S+");

  private static final Pattern HASH = Pattern.compile("--hash=sha256:[0-9a-f]{64}");

  /** A name, extras, one version, and a condition. */
  private static final Pattern PACKAGE =
      Pattern.compile(
          "[A-Za-z0-9][A-Za-z0-9._-]*(\\[[A-Za-z0-9._, -]*])? ?== ?[A-Za-z0-9][A-Za-z0-9.!+_-]*"
              + "( ?;(?<condition>.*))?");

  /** What is true on one node and not on another of the same kind. */
  private static final Pattern OF_A_NODE = Pattern.compile("platform_(release|version)");

  private PinnedRequirements() {}

  /** As dependencies-python.sh of the operator installs. */
  static Installation installation(Path program) throws IOException {
    Path file = program.resolve(FILE);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_BYTES) {
        return new Installation.Open(); // a link may lead to what changes
      }
      var content = Files.readAllBytes(file);
      var lines = lines(new String(content, StandardCharsets.ISO_8859_1));
      if (!lines.isEmpty()) {
        return areWhole(lines)
            ? new Installation.Locked(Digest.of(content))
            : new Installation.Open();
      }
    }
    return Files.exists(program.resolve("pyproject.toml"), LinkOption.NOFOLLOW_LINKS)
        ? new Installation.Open()
        : new Installation.Nothing();
  }

  private static boolean areWhole(List<String> lines) {
    return lines.stream().allMatch(PinnedRequirements::isWhole)
        && lines.stream().anyMatch(line -> !line.startsWith("-"));
  }

  private static boolean isWhole(String line) {
    boolean isPlain = line.chars().allMatch(c -> c >= ' ' && c <= '~') && !line.contains("${");
    if (!isPlain || line.startsWith("-")) {
      return isPlain && OPTION.matcher(line).matches();
    }
    int options = line.indexOf(" -");
    var named = PACKAGE.matcher(options < 0 ? line : line.substring(0, options));
    return options > 0
        && named.matches()
        && (named.group("condition") == null || !OF_A_NODE.matcher(line).find())
        && List.of(line.substring(options + 1).split(" ")).stream()
            .allMatch(option -> HASH.matcher(option).matches());
  }

  /** Joined where they go on, without comments, each run of spaces as one. */
  private static List<String> lines(String text) {
    var lines = new ArrayList<String>();
    var open = new StringBuilder();
    for (String line : text.split("\r?\n", -1)) {
      if (line.endsWith("\\")) {
        open.append(line, 0, line.length() - 1);
        continue;
      }
      open.append(line.startsWith("#") ? " " + line : line);
      add(open, lines);
    }
    add(open, lines);
    return lines;
  }

  private static void add(StringBuilder open, List<String> lines) {
    var line =
        COMMENT.matcher(open).replaceFirst("").replace('\t', ' ').replaceAll(" +", " ").strip();
    if (!line.isEmpty()) {
      lines.add(line);
    }
    open.setLength(0);
  }
}
