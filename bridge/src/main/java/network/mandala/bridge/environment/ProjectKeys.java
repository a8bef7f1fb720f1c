package network.mandala.bridge.environment;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.project.ProjectNamespace;
import network.mandala.crds.project.Network;
import network.mandala.crds.project.Project;
import network.mandala.identity.bsv.WalletKey;

/**
 * The keys of projects, each in a Secret of its namespace that is never changed: its pods are given
 * it as it is. No database and no log has one.
 */
public final class ProjectKeys {
  /** The Secret; the bridge may read this name and no list. */
  static final String NAME = "mandala-bridge-key";

  private static final String KEY = "SERVER_PRIVATE_KEY";
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final KubernetesClient client;

  public ProjectKeys(KubernetesClient client) {
    this.client = client;
  }

  public Optional<WalletKey> find(Project project) {
    var secret = client.secrets().inNamespace(ProjectNamespace.of(project)).withName(NAME).get();
    return Optional.ofNullable(secret).map(ProjectKeys::key);
  }

  /**
   * Keeps it, unless there is one already.
   *
   * @return the one that is kept
   * @throws Refusal 503 in the first seconds of a project
   */
  public WalletKey keep(Project project, WalletKey key) {
    try {
      client.resource(secret(project, key)).create();
      return key;
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case CONFLICT -> find(project).orElseThrow(() -> e);
        // The namespace, or what the bridge may do there, is not there yet.
        case NOT_FOUND, FORBIDDEN -> throw ProjectNamespace.notYet();
        default -> throw e;
      };
    }
  }

  private static Secret secret(Project project, WalletKey key) {
    var network = project.getSpec().network() == Network.TEST ? "testnet" : "mainnet";
    return new SecretBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withNamespace(ProjectNamespace.of(project))
        .withLabels(Map.of("app.kubernetes.io/managed-by", "mandala-bridge"))
        .endMetadata()
        .withImmutable(true)
        .withData(Map.of(KEY, encoded(key.exportHex()), "NETWORK", encoded(network)))
        .build();
  }

  private static WalletKey key(Secret secret) {
    return WalletKey.parse(
        new String(
            Base64.getDecoder().decode(secret.getData().get(KEY)), StandardCharsets.US_ASCII));
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
