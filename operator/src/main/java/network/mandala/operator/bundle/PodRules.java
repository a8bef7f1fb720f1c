package network.mandala.operator.bundle;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import network.mandala.crds.spore.SporeReason;
import network.mandala.identity.spore.SporeManifest;

/** What a manifest must not have to become a pod, besides what no manifest may have. */
final class PodRules {

  /** Arguments and variables together, in bytes: they are stored with every record of the spore. */
  static final int MOST_TEXT = 128 * 1024;

  private static final int LONGEST_WORD = 100;
  private static final Pattern VARIABLE = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");

  private PodRules() {}

  /**
   * @throws BundleRefused naming the field
   */
  static void check(SporeManifest manifest) {
    var env = manifest.env().all();
    for (var name : env.keySet()) {
      require(
          VARIABLE.matcher(name).matches(),
          "env has a variable with the name \""
              + shown(name)
              + "\", which a pod cannot have: letters, digits, '_', '-' and '.', no digit first");
    }
    var texts =
        Stream.of(manifest.args().all().stream(), env.keySet().stream(), env.values().stream())
            .flatMap(each -> each)
            .toList();
    require(
        texts.stream().noneMatch(text -> text.indexOf('\0') >= 0),
        "an argument or a variable has a NUL in it, which no program can be given");
    require(
        texts.stream().mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length).sum()
            <= MOST_TEXT,
        "args and env have more than 128 KiB together");
    require(
        isShort(manifest.version()) && isShort(manifest.lsmProfile()),
        "version and lsm_profile have at most 100 printable characters");
    require(
        manifest.cpuMilli() >= 0 && manifest.memoryMb() >= 0 && manifest.p99BudgetMs() >= 0,
        "nutrients and slo must not be negative");
  }

  private static boolean isShort(String text) {
    return text.length() <= LONGEST_WORD && text.chars().noneMatch(Character::isISOControl);
  }

  private static String shown(String name) {
    var cut = name.length() > 60 ? name.substring(0, 60) + "…" : name;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new BundleRefused(SporeReason.BUNDLE_INVALID, "manifest: " + otherwise + ".");
    }
  }
}
