package network.mandala.cli.agent;

import java.util.HashMap;
import java.util.Map;

/** The field {@code spec.release} as a change of an Agent. */
final class ReleasePin {
  private ReleasePin() {}

  /** Runs an earlier release, whatever is pushed. */
  static Map<String, Object> to(String release) {
    return Map.of("spec", Map.of("release", release));
  }

  /** Runs the newest again. */
  static Map<String, Object> none() {
    var spec = new HashMap<String, Object>();
    spec.put("release", null);
    return Map.of("spec", spec);
  }
}
