package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.time.Instant;
import network.mandala.operator.build.BuildGrantSecret;
import network.mandala.operator.build.BuildInput;
import network.mandala.operator.registry.RegistryGrants;

/** Issues the credentials of builds. */
final class BuildGrants {

  private static final Duration LIFETIME = Duration.ofHours(1);

  private final RegistryGrants grants;
  private final String registryHost;

  BuildGrants(RegistryGrants grants, String registryHost) {
    this.grants = grants;
    this.registryHost = registryHost;
  }

  /**
   * @param projectUid the grant is worth nothing for another project of the same name
   */
  Secret secret(BuildInput input, String projectUid, Instant now) {
    var access = BuildGrantSecret.access(input);
    return BuildGrantSecret.desired(
        input,
        registryHost,
        grants.mint(input.project(), projectUid, access, LIFETIME),
        now.plus(LIFETIME));
  }
}
