package network.mandala.operator.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Decides what of one repository stays. What nobody needs is marked with a tag that tells since
 * when (a registry keeps no times, and a process that ends remembers nothing); marked for long
 * enough, it is deleted; needed again, it loses its mark.
 */
final class Retention {

  /** What is to be done with one manifest. */
  sealed interface Step {
    String digest();

    /**
     * @param tag that it gets
     */
    record Mark(String digest, String tag) implements Step {}

    /**
     * @param tag that it loses
     */
    record Unmark(String digest, String tag) implements Step {}

    record Delete(String digest) implements Step {}
  }

  private static final Pattern MARK = Pattern.compile("unneeded-(\\d{1,12})-[0-9a-f]{12}");

  /** Tags that are made by builds (a key) and by pushes (the beginning of a digest). */
  private static final Pattern MADE = Pattern.compile("[0-9a-f]{32}|[0-9a-f]{12}");

  /** The list of documents about an image, under a tag with the image's digest. */
  private static final Pattern LIST = Pattern.compile("sha256-([0-9a-f]{64})");

  private Retention() {}

  /**
   * The steps for a repository, in the order of digests.
   *
   * @param tags each with the digest that it names
   * @param needed what the cluster mentions
   * @param keepFor how long something stays that nobody needs
   */
  static List<Step> decide(
      String repository,
      Map<String, String> tags,
      Usage.Mentions needed,
      Duration keepFor,
      Instant now) {
    var manifests = new TreeMap<String, TreeSet<String>>();
    tags.forEach(
        (tag, digest) -> manifests.computeIfAbsent(digest, key -> new TreeSet<>()).add(tag));
    var steps = new ArrayList<Step>();
    manifests.forEach(
        (digest, names) ->
            decide(repository, digest, names, manifests.keySet(), needed, keepFor, now, steps));
    return steps;
  }

  private static void decide(
      String repository,
      String digest,
      Collection<String> names,
      Collection<String> manifests,
      Usage.Mentions needed,
      Duration keepFor,
      Instant now,
      List<Step> steps) {
    if (names.stream().allMatch(name -> LIST.matcher(name).matches())) {
      // It goes after its image; and one that came without its image is nobody's.
      if (names.stream().noneMatch(name -> manifests.contains(name.replace('-', ':')))) {
        steps.add(new Step.Delete(digest));
      }
      return;
    }
    var marks = names.stream().filter(name -> MARK.matcher(name).matches()).toList();
    var made = names.stream().filter(name -> MADE.matcher(name).matches()).toList();
    boolean foreign = names.size() > marks.size() + made.size();
    boolean stays =
        foreign
            || needed.has(digest)
            || made.stream().anyMatch(tag -> needed.has(repository + ":" + tag));
    if (stays) {
      marks.forEach(mark -> steps.add(new Step.Unmark(digest, mark)));
    } else if (marks.isEmpty()) {
      steps.add(new Step.Mark(digest, markOf(digest, now)));
    } else if (marks.stream().allMatch(mark -> !since(mark).plus(keepFor).isAfter(now))) {
      steps.add(new Step.Delete(digest));
    }
  }

  private static String markOf(String digest, Instant now) {
    return "unneeded-" + now.getEpochSecond() + "-" + digest.substring("sha256:".length(), 19);
  }

  private static Instant since(String mark) {
    var matcher = MARK.matcher(mark);
    return matcher.matches()
        ? Instant.ofEpochSecond(Long.parseLong(matcher.group(1)))
        : Instant.MAX;
  }
}
