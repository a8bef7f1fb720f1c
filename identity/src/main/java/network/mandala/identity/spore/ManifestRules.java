package network.mandala.identity.spore;

import java.nio.charset.StandardCharsets;

/** What a manifest must be besides well written. */
final class ManifestRules {
  private static final int LONGEST_FILE_NAME = 255;
  private static final int LONGEST_NAME = 200;

  private ManifestRules() {}

  /** Refuses what no spore of anybody may have. */
  static void check(SporeManifest manifest) {
    require(
        manifest.kind().equals(SporeManifest.KIND),
        "kind is " + JsonInput.shown(manifest.kind()) + ", not \"Spore\"");
    require(!manifest.name().isEmpty(), "name is missing");
    require(
        manifest.name().length() <= LONGEST_NAME,
        "name is longer than " + LONGEST_NAME + " characters");
    require(
        isFileName(manifest.command()),
        "command is "
            + JsonInput.shown(manifest.command())
            + ", which is no name of a file: no folders, at most "
            + LONGEST_FILE_NAME
            + " bytes");
  }

  /**
   * Refuses what the versions of Go sign differently, or what is no text, before it is signed here.
   */
  static void checkForSigning(SporeManifest manifest) {
    check(manifest);
    var both = manifest.canonical(GoEscapes.SINCE_1_22);
    require(
        java.util.Arrays.equals(both, manifest.canonical(GoEscapes.BEFORE_1_22)),
        "a text has a backspace or a form feed in it, which older verifiers read differently:"
            + " leave it out");
    require(!hasHalfCharacters(manifest), "a text has half a character (a lone surrogate) in it");
  }

  private static boolean hasHalfCharacters(SporeManifest manifest) {
    // A whole text never has this escape: U+FFFD itself is written as it is.
    return new String(manifest.canonical(GoEscapes.SINCE_1_22), StandardCharsets.UTF_8)
        .replace("\\\\", "")
        .contains("\\ufffd");
  }

  private static boolean isFileName(String command) {
    return !command.isEmpty()
        && !command.equals(".")
        && !command.equals("..")
        && !command.equals(BundleLayout.MANIFEST)
        && command.chars().noneMatch(letter -> letter == '/' || letter == '\\' || letter < ' ')
        && command.getBytes(StandardCharsets.UTF_8).length <= LONGEST_FILE_NAME;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new InvalidSpore(BundlePart.MANIFEST, otherwise);
    }
  }
}
