package network.mandala.operator.build;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import network.mandala.crds.agent.Runtime;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.registry.Access;

/**
 * The credential of one build: it may read one source and the base images, and write the
 * repositories of what it makes and the project's cache of dependencies. It is made once, and made
 * anew under the same name when it ends before the build has begun.
 */
public final class BuildGrantSecret {

  /** Annotation: when the grant in it ends (RFC 3339). */
  static final String EXPIRES = "mandala.network/expires";

  private static final String HOST = "host";
  private static final String USERNAME = "username";
  private static final String PASSWORD = "password";

  /** The keys that our own steps read. */
  static final List<String> FOR_BUILDER = List.of(HOST, USERNAME, PASSWORD);

  /** The provider's own repositories: base images. */
  private static final String BASE_IMAGES = "mandala/*";

  /** A build must not begin with a grant that ends in its midst. */
  private static final Duration SPARE = Duration.ofMinutes(20);

  private BuildGrantSecret() {}

  /** The rights that a build needs. */
  public static List<Access> access(BuildInput input) {
    var rights = new ArrayList<Access>();
    rights.add(Access.pull(path(input.source())));
    rights.add(Access.pullAndPush(path(input.repository())));
    if (input.runtime() != Runtime.DOCKER || input.hasSite()) {
      rights.add(Access.pull(BASE_IMAGES));
    }
    if (input.runtime() != Runtime.DOCKER) {
      rights.add(Access.pullAndPush(path(input.cacheRepository())));
    }
    if (input.hasSite()) {
      rights.add(Access.pullAndPush(path(input.siteRepository())));
    }
    return List.copyOf(rights);
  }

  /** A repository without host and digest. */
  private static String path(String reference) {
    int at = reference.indexOf('@');
    return reference.substring(reference.indexOf('/') + 1, at < 0 ? reference.length() : at);
  }

  /** The right that the steps of a Dockerfile have: whoever writes one may run what it pulls. */
  public static List<Access> accessOfDockerfile() {
    return List.of(Access.pull(BASE_IMAGES));
  }

  /**
   * With what buildah is told besides, in keys of its own.
   *
   * @param pullGrant with the rights of {@link #accessOfDockerfile}
   */
  public static Secret desired(
      BuildInput input,
      String host,
      String grant,
      String pullGrant,
      BuildLimits limits,
      Instant expires) {
    var secret = new SecretBuilder(desired(input, host, grant, expires));
    BuildahSettings.files(input.project(), host, pullGrant, limits)
        .forEach((file, text) -> secret.addToData(file, base64(text)));
    return secret.build();
  }

  public static Secret desired(BuildInput input, String host, String grant, Instant expires) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(input.jobName())
        .withNamespace(input.namespace())
        .withLabels(Labels.ofAgent(input.project(), input.agent()))
        .addToLabels(Labels.COMPONENT, Labels.COMPONENT_BUILD)
        .addToAnnotations(EXPIRES, expires.toString())
        .endMetadata()
        .withImmutable(true)
        .addToData(HOST, base64(host))
        .addToData(USERNAME, base64(input.project()))
        .addToData(PASSWORD, base64(grant))
        .build();
  }

  /** Whether a build can still begin with it. */
  public static boolean isFresh(Secret secret, Instant now) {
    var annotations = secret.getMetadata().getAnnotations();
    var expires = annotations == null ? null : annotations.get(EXPIRES);
    return expires != null && now.plus(SPARE).isBefore(Instant.parse(expires));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
