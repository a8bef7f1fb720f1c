package network.mandala.gateway.infer;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.mandala.gateway.call.Refused;

/**
 * Which routers may call.
 *
 * @param anybody whether one need not be named
 * @param allowed keys that may; with projects, the only ones unless anybody may
 * @param followed where there are any, no others may
 * @param projects the name of the project that pays for a key
 */
public record Access(
    boolean anybody,
    Set<String> allowed,
    Set<String> followed,
    Set<String> muted,
    Set<String> blocked,
    Map<String, String> projects) {

  void require(String key) {
    if (blocked.contains(key)) {
      throw new Refused(403, "router-blocked");
    }
    if (muted.contains(key)) {
      throw new Refused(403, "router-muted");
    }
    if (!followed.isEmpty() && !followed.contains(key)) {
      throw new Refused(403, "router-not-followed");
    }
    if (!anybody && !allowed.contains(key) && !projects.containsKey(key)) {
      throw new Refused(401, "router-not-allowed");
    }
  }

  Optional<String> project(String key) {
    return Optional.ofNullable(projects.get(key));
  }
}
