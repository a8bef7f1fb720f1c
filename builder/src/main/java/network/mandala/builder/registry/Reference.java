package network.mandala.builder.registry;

import java.util.regex.Pattern;

/**
 * Where something lies in a registry: {@code host[:port]/repository}, then {@code @digest}, {@code
 * :tag} or nothing.
 *
 * @param host with its port, if it has one
 * @param repository lower-case path, for example {@code demo/hello/source}
 * @param selector a tag, a digest, or empty when the whole repository is meant
 */
public record Reference(String host, String repository, String selector) {
  private static final Pattern HOST =
      Pattern.compile(
          "[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?(:[0-9]{1,5})?|\\[[0-9a-fA-F:]+\\](:[0-9]{1,5})?");
  private static final Pattern REPOSITORY =
      Pattern.compile("[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

  public Reference {
    require(HOST.matcher(host).matches(), "host", host);
    require(
        repository.length() <= 255 && REPOSITORY.matcher(repository).matches(),
        "repository",
        repository);
    if (selector.startsWith("sha256:")) {
      new Digest(selector);
    } else if (!selector.isEmpty()) {
      require(TAG.matcher(selector).matches(), "tag", selector);
    }
  }

  /**
   * Reads {@code host/repository}, {@code host/repository:tag} or {@code
   * host/repository@sha256:...}.
   */
  public static Reference parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" names no registry: expected host/repository");
    }
    String host = text.substring(0, slash);
    String rest = text.substring(slash + 1);
    int at = rest.indexOf('@');
    if (at >= 0) {
      return new Reference(
          host, withoutTag(rest.substring(0, at)), new Digest(rest.substring(at + 1)).value());
    }
    require(!rest.endsWith(":"), "tag", "");
    String repository = withoutTag(rest);
    boolean tagged = repository.length() < rest.length();
    return new Reference(host, repository, tagged ? rest.substring(repository.length() + 1) : "");
  }

  private static String withoutTag(String name) {
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  private static void require(boolean holds, String part, String value) {
    if (!holds) {
      throw new IllegalArgumentException(
          "\"" + value + "\" is no " + part + " of a registry reference");
    }
  }

  /** The same repository, another tag or digest. */
  public Reference with(String otherSelector) {
    return new Reference(host, repository, otherSelector);
  }

  /** The same repository, by digest. */
  public Reference with(Digest digest) {
    return with(digest.value());
  }

  /** Whether this names its content, so that it can never change. */
  public boolean isPinned() {
    return selector.startsWith("sha256:");
  }

  @Override
  public String toString() {
    return host
        + "/"
        + repository
        + (selector.isEmpty() ? "" : (isPinned() ? "@" : ":") + selector);
  }
}
