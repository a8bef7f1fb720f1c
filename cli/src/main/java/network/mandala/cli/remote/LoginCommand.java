package network.mandala.cli.remote;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.remote.Logins.Login;
import network.mandala.identity.PublicKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes or takes a key, shows it to a node, and remembers both. */
@Command(
    name = "login",
    description =
        "Makes a key if you have none, makes it known to a node, and remembers both: commands then"
            + " go to this node where no kubeconfig is found, or with --remote.",
    mixinStandardHelpOptions = true)
public final class LoginCommand implements Runnable {
  @Mixin private OutputOption output;

  @Option(names = "--remote", required = true, paramLabel = "URL", description = "The node.")
  private String url;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description =
          "The key to use; it is made if there is none (default ~/.config/mandala/key). A file is"
              + " never overwritten.")
  private Path keyFile;

  @Option(
      names = "--trust-new-node",
      description = "The node has another identity key than at the last login, and that is right.")
  private boolean trustNewNode;

  @Override
  public void run() {
    var console = output.console();
    var done = login(NodeUrl.parse(url), keyFile, trustNewNode, Logins.ofThisPerson());
    if (done.made) {
      console.progress(
          "made a new key in %s: keep a copy, whoever has it owns what it owns"
              .formatted(done.keyFile));
    }
    console.answer(() -> "%s knows you as %s".formatted(done.url, done.identityKey), done);
  }

  /** What came of it. */
  @JsonPropertyOrder({"url", "identityKey", "node", "keyFile", "made"})
  record Done(String url, String identityKey, String node, String keyFile, boolean made) {}

  static Done login(NodeUrl url, Path keyFile, boolean trustNewNode, Logins logins) {
    var known = logins.at(url);
    var path =
        (keyFile != null
                ? keyFile
                : known.map(login -> Path.of(login.keyFile())).orElseGet(logins::standardKeyFile))
            .toAbsolutePath()
            .normalize();
    var file = new KeyFile(path);
    boolean made = !file.exists();
    var key = made ? file.make(new SecureRandom()) : file.read();
    var expected =
        trustNewNode ? null : known.map(login -> PublicKey.parse(login.node())).orElse(null);
    try (var node = new Node(url, new SignedClient(url, key, expected))) {
      node.put(Node.path("registration"), Map.of());
      logins.remember(url, new Login(path.toString(), node.nodeKey()));
      return new Done(url.toString(), key.publicKey().hex(), node.nodeKey(), path.toString(), made);
    }
  }
}
