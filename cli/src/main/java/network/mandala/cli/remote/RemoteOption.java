package network.mandala.cli.remote;

import java.nio.file.Path;
import java.util.Optional;
import network.mandala.cli.console.Failure;
import network.mandala.identity.PublicKey;
import picocli.CommandLine.Option;

/** The options {@code --remote} and {@code --key-file}: a node instead of a cluster. */
public final class RemoteOption {
  @Option(
      names = "--remote",
      paramLabel = "URL",
      description = "The node to talk to with a key, in place of a cluster with a kubeconfig.")
  private String url;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description =
          "The file with the key for --remote (default: that of mandala login,"
              + " ~/.config/mandala/key).")
  private Path keyFile;

  /** The node that is named. */
  public Optional<Node> named() {
    if (url == null && keyFile != null) {
      throw new Failure("--key-file is for a node: say which, --remote URL");
    }
    return Optional.ofNullable(url).map(NodeUrl::parse).map(this::open);
  }

  /** The node of the last login. */
  public Optional<Node> ofLogin() {
    return Logins.ofThisPerson().current().map(this::open);
  }

  private Node open(NodeUrl node) {
    return open(node, keyFile, Logins.ofThisPerson());
  }

  static Node open(NodeUrl node, Path keyFile, Logins logins) {
    var login = logins.at(node);
    var path =
        Optional.ofNullable(keyFile)
            .or(() -> login.map(known -> Path.of(known.keyFile())))
            .orElseGet(logins::standardKeyFile);
    var file = new KeyFile(path);
    if (!file.exists()) {
      throw new Failure(
          "there is no key %s: mandala login --remote %s makes one, or name yours: --key-file FILE"
              .formatted(path, node));
    }
    return new Node(
        node,
        new SignedClient(
            node, file.read(), login.map(known -> PublicKey.parse(known.node())).orElse(null)));
  }
}
