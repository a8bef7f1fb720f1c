package network.mandala.cli.ledger;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import network.mandala.cli.connection.Person;
import network.mandala.cli.console.Failure;
import network.mandala.identity.PrivateKey;
import network.mandala.identity.PublicKey;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.database.DatabaseSettings;
import network.mandala.ledger.project.LedgerProject;

/**
 * The way to the ledger of a cluster: with the credentials of the chart's Secrets, through the API
 * server where the database is in the cluster. Who may read those Secrets and forward ports is the
 * provider.
 */
final class LedgerAccess implements AutoCloseable {
  private static final String LEDGER = "mandala-ledger";
  private static final String NODE_KEY = "mandala-node-key";

  /** Annotation of the Secret: which one has user and password. */
  private static final String CREDENTIALS = "mandala.network/credentials";

  private static final int CONNECTIONS = 2;

  private final KubernetesClient client;
  private final String namespace;
  private final LocalPortForward forward;
  private final Ledger ledger;

  private LedgerAccess(
      KubernetesClient client, String namespace, LocalPortForward forward, Ledger ledger) {
    this.client = client;
    this.namespace = namespace;
    this.forward = forward;
    this.ledger = ledger;
  }

  /** The caller keeps the client open for as long. */
  static LedgerAccess open(KubernetesClient client, String namespace) {
    var secret = secret(client, namespace, LEDGER);
    var annotations = secret.getMetadata().getAnnotations();
    var name = annotations == null ? LEDGER : annotations.getOrDefault(CREDENTIALS, LEDGER);
    var credentials = name.equals(LEDGER) ? secret : secret(client, namespace, name);
    var address = new LedgerAddress(value(secret, "url"));
    var forward = address.ownPort().map(port -> forward(client, namespace, port)).orElse(null);
    var settings =
        new DatabaseSettings(
            (forward == null ? address : address.atLocalPort(forward.getLocalPort())).url(),
            value(credentials, "user"),
            value(credentials, "password"),
            CONNECTIONS);
    return new LedgerAccess(client, namespace, forward, Ledger.open(settings));
  }

  Ledger ledger() {
    return ledger;
  }

  /** By name; or by id, by which also those are found that were deleted long ago. */
  LedgerProject project(String nameOrId) {
    return ledger
        .projects()
        .byName(nameOrId)
        .or(() -> ledger.projects().byId(nameOrId))
        .orElseThrow(
            () ->
                new Failure(
                    ("the ledger knows no project %s: see 'mandala project list'. A new one is known as soon as the"
                            + " operator has seen it")
                        .formatted(nameOrId)));
  }

  /** What this node's receipts are checked with. */
  PublicKey nodeKey() {
    return PrivateKey.parse(value(secret(client, namespace, NODE_KEY), "key")).publicKey();
  }

  /** Who is written into the journal. */
  String actor() {
    return Person.of(client);
  }

  @Override
  public void close() {
    ledger.close();
    if (forward != null) {
      try {
        forward.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static LocalPortForward forward(KubernetesClient client, String namespace, int port) {
    var pod = client.pods().inNamespace(namespace).withName(LEDGER + "-0");
    if (!pod.isReady()) {
      throw new Failure(
          "the ledger's database is not ready: kubectl -n %s describe pod %s-0"
              .formatted(namespace, LEDGER));
    }
    return pod.portForward(port);
  }

  private static Secret secret(KubernetesClient client, String namespace, String name) {
    var secret = client.secrets().inNamespace(namespace).withName(name).get();
    if (secret == null) {
      throw new Failure(
          ("there is no Secret %s in namespace %s: is Mandala installed there with ledger.enabled (--namespace names"
                  + " another)?")
              .formatted(name, namespace));
    }
    return secret;
  }

  private static String value(Secret secret, String key) {
    var value = secret.getData() == null ? null : secret.getData().get(key);
    if (value == null) {
      throw new Failure("Secret %s has no key %s".formatted(secret.getMetadata().getName(), key));
    }
    return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }
}
