package network.mandala.operator.spore;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import network.mandala.crds.spore.SporeVersion;
import network.mandala.identity.spore.InvalidSpore;
import network.mandala.identity.spore.SporeTime;

/**
 * Which of two bundles is the older one: by version where both are semantic ones (semver.org,
 * section 11; a {@code v} in front is left out), then by the time at which they were packed.
 */
final class VersionOrder {

  private static final Pattern SEMANTIC =
      Pattern.compile(
          "v?(0|[1-9][0-9]{0,17})(?:\\.(0|[1-9][0-9]{0,17}))?(?:\\.(0|[1-9][0-9]{0,17}))?"
              + "(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private VersionOrder() {}

  /** Negative when {@code one} is older than {@code other}. */
  static int compare(SporeVersion one, SporeVersion other) {
    var versions = semantic(one.version(), other.version());
    if (versions.isPresent() && versions.get() != 0) {
      return versions.get();
    }
    return time(one).compareTo(time(other));
  }

  private static Optional<Integer> semantic(String one, String other) {
    var first = SEMANTIC.matcher(one == null ? "" : one);
    var second = SEMANTIC.matcher(other == null ? "" : other);
    if (!first.matches() || !second.matches()) {
      return Optional.empty();
    }
    for (int part = 1; part <= 3; part++) {
      int order = Long.compare(number(first.group(part)), number(second.group(part)));
      if (order != 0) {
        return Optional.of(order);
      }
    }
    return Optional.of(preRelease(first.group(4), second.group(4)));
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** A version with one is older than the same without. */
  private static int preRelease(String one, String other) {
    if (one == null || other == null) {
      return Boolean.compare(one == null, other == null);
    }
    var first = one.split("\\.", -1);
    var second = other.split("\\.", -1);
    for (int i = 0; i < Math.min(first.length, second.length); i++) {
      int order = identifier(first[i], second[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(first.length, second.length);
  }

  private static int identifier(String one, String other) {
    boolean number = NUMBER.matcher(one).matches();
    boolean otherNumber = NUMBER.matcher(other).matches();
    if (number && otherNumber) {
      return new BigInteger(one).compareTo(new BigInteger(other));
    }
    return number == otherNumber ? one.compareTo(other) : Boolean.compare(!number, !otherNumber);
  }

  private static Instant time(SporeVersion version) {
    if (version.createdAt() == null) {
      return Instant.MIN;
    }
    try {
      return SporeTime.parse(version.createdAt()).instant();
    } catch (InvalidSpore unreadable) {
      return Instant.MIN;
    }
  }
}
