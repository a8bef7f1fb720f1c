package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.time.Instant;
import network.mandala.crds.agent.Runtime;
import network.mandala.operator.build.BuildGrantSecret;
import network.mandala.operator.build.BuildInput;
import network.mandala.operator.build.BuildLimits;
import network.mandala.operator.registry.RegistryGrants;

/** Issues the credentials of builds. */
final class BuildGrants {

  private static final Duration LIFETIME = Duration.ofHours(1);

  private final RegistryGrants grants;
  private final String registryHost;
  private final BuildLimits limits;

  BuildGrants(RegistryGrants grants, String registryHost, BuildLimits limits) {
    this.grants = grants;
    this.registryHost = registryHost;
    this.limits = limits;
  }

  /**
   * @param projectUid the grant is worth nothing for another project of the same name
   */
  Secret secret(BuildInput input, String projectUid, Instant now) {
    var access = BuildGrantSecret.access(input);
    var grant = grants.mint(input.project(), projectUid, access, LIFETIME);
    if (input.runtime() != Runtime.DOCKER) {
      return BuildGrantSecret.desired(input, registryHost, grant, now.plus(LIFETIME));
    }
    var pullGrant =
        grants.mint(input.project(), projectUid, BuildGrantSecret.accessOfDockerfile(), LIFETIME);
    return BuildGrantSecret.desired(
        input, registryHost, grant, pullGrant, limits, now.plus(LIFETIME));
  }
}
