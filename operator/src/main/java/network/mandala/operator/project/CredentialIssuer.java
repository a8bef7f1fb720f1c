package network.mandala.operator.project;

import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.mandala.operator.registry.Access;
import network.mandala.operator.registry.Grant;
import network.mandala.operator.registry.PullSecret;
import network.mandala.operator.registry.RegistryGrants;

/** Takes over the grants in a project's Secrets while they are good, else makes new ones. */
final class CredentialIssuer {

  private final RegistryGrants grants;
  private final Duration lifetime;
  private final Clock clock;

  CredentialIssuer(RegistryGrants grants, Duration lifetime, Clock clock) {
    this.grants = grants;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  static List<Access> pullRights(String project) {
    return List.of(Access.pull(project + "/*"), Access.pull("mandala/*"));
  }

  static List<Access> pushRights(String project) {
    return List.of(Access.pullAndPush(project + "/*/source"));
  }

  /**
   * @param secrets the live Secrets of the project, by name
   */
  Credentials keepOrMint(String project, String uid, Map<String, Secret> secrets) {
    var pull = keepOrMint(project, uid, pullRights(project), heldPullGrant(secrets));
    var push =
        keepOrMint(
            project,
            uid,
            pushRights(project),
            value(secrets, ProjectNames.PUSH_SECRET, ProjectNames.PUSH_GRANT_KEY));
    var renewAt = pull.renewAt.isBefore(push.renewAt) ? pull.renewAt : push.renewAt;
    return new Credentials(pull.grant, push.grant, renewAt);
  }

  private record Issued(String grant, Instant renewAt) {}

  private Issued keepOrMint(
      String project, String uid, List<Access> rights, Optional<String> held) {
    var now = clock.instant();
    return held.flatMap(
            grant ->
                grants
                    .verify(project, uid, grant)
                    .filter(good -> good.access().equals(rights))
                    .map(Grant::expires)
                    .map(expires -> new Issued(grant, expires.minus(lifetime.dividedBy(2))))
                    .filter(issued -> issued.renewAt.isAfter(now)))
        .orElseGet(
            () ->
                new Issued(
                    grants.mint(project, uid, rights, lifetime), now.plus(lifetime.dividedBy(2))));
  }

  private static Optional<String> heldPullGrant(Map<String, Secret> secrets) {
    return value(secrets, ProjectNames.PULL_SECRET, PullSecret.KEY).flatMap(PullSecret::grantIn);
  }

  private static Optional<String> value(Map<String, Secret> secrets, String name, String key) {
    return Optional.ofNullable(secrets.get(name))
        .map(Secret::getData)
        .map(data -> data.get(key))
        .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
  }
}
