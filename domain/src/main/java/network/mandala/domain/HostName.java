package network.mandala.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import network.mandala.crds.format.Formats;

/** Host names as people write them, in the one form in which they are kept. Pure. */
public final class HostName {
  private static final int LONGEST = 253;
  private static final Pattern FORM = Pattern.compile(Formats.HOST);

  /** No top-level domain is shorter. */
  private static final Pattern TOP_LEVEL = Pattern.compile(".*\\.[a-z0-9-]{2,}");

  private HostName() {}

  /** In lower case and without a dot at the end; empty if it is none. */
  public static Optional<String> normalise(String text) {
    // Not by the rules of some language: in Turkish an I becomes another letter.
    var lower = text.strip().toLowerCase(Locale.ROOT);
    var name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    return name.length() <= LONGEST
            && FORM.matcher(name).matches()
            && TOP_LEVEL.matcher(name).matches()
        ? Optional.of(name)
        : Optional.empty();
  }

  /** Whether it is this domain or below it. */
  public static boolean isWithin(String host, String domain) {
    return host.equals(domain) || host.endsWith("." + domain);
  }
}
