package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import java.util.Map;
import java.util.Optional;

/** The security profile that a manifest names, where the provider has said that nodes have it. */
final class SporeProfile {

  private static final String APPARMOR = "apparmor/";
  private static final String SECCOMP = "seccomp/";

  private SporeProfile() {}

  /**
   * The profile of the nodes; the empty one stands for the usual one.
   *
   * @return empty when nodes have none of this name
   */
  static Optional<String> find(String named, Map<String, String> profiles) {
    return named.isEmpty() ? Optional.of("") : Optional.ofNullable(profiles.get(named));
  }

  static void apply(String profile, ContainerBuilder container) {
    if (profile.startsWith(APPARMOR)) {
      container
          .editSecurityContext()
          .withNewAppArmorProfile()
          .withType("Localhost")
          .withLocalhostProfile(profile.substring(APPARMOR.length()))
          .endAppArmorProfile()
          .endSecurityContext();
    } else if (profile.startsWith(SECCOMP)) {
      container
          .editSecurityContext()
          .withNewSeccompProfile()
          .withType("Localhost")
          .withLocalhostProfile(profile.substring(SECCOMP.length()))
          .endSeccompProfile()
          .endSecurityContext();
    }
  }
}
