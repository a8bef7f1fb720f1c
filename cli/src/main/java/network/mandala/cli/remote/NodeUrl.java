package network.mandala.cli.remote;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import network.mandala.cli.console.Failure;

/** Where a node is, in one form: http or https, a host, perhaps a port, nothing else. */
record NodeUrl(URI uri) {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  static NodeUrl parse(String text) {
    try {
      var uri = new URI(text.strip().replaceFirst("/+$", ""));
      if (uri.getScheme() != null
          && SCHEMES.contains(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && uri.getRawUserInfo() == null) {
        return new NodeUrl(uri);
      }
    } catch (URISyntaxException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static Failure wrong(String text) {
    return new Failure(
        "'"
            + text
            + "' is no node: write for example https://node.example.com or"
            + " http://localhost:7777");
  }

  URI resolve(String target) {
    return URI.create(uri + target);
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
