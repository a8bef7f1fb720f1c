package network.mandala.operator.agent;

import java.util.Locale;

/**
 * A reference to an image or artifact, taken apart.
 *
 * @param host empty when the reference names none
 * @param repository without host, tag and digest
 * @param tag empty when the reference names none
 * @param digest with its algorithm; empty when there is none
 */
record ImageName(String host, String repository, String tag, String digest) {

  private static final String USUAL_TAG = "latest";

  static ImageName parse(String reference) {
    int at = reference.indexOf('@');
    var digest = at < 0 ? "" : reference.substring(at + 1);
    var name = at < 0 ? reference : reference.substring(0, at);
    int slash = name.indexOf('/');
    var first = slash < 0 ? "" : name.substring(0, slash);
    boolean hasHost =
        first.contains(".") || first.contains(":") || first.equalsIgnoreCase("localhost");
    var path = hasHost ? name.substring(slash + 1) : name;
    int colon = path.lastIndexOf(':');
    return new ImageName(
        hasHost ? first.toLowerCase(Locale.ROOT) : "",
        colon < 0 ? path : path.substring(0, colon),
        colon < 0 ? "" : path.substring(colon + 1),
        digest);
  }

  /** The tag that is meant where none is named. */
  String tagOrUsual() {
    return tag.isEmpty() ? USUAL_TAG : tag;
  }

  boolean isBelow(String prefix) {
    return repository.startsWith(prefix + "/");
  }
}
