package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.TreeMap;
import network.mandala.operator.kubernetes.Hashes;

/** The environment of a release: an immutable Secret whose name changes with its contents. */
final class AgentEnvironment {

  private static final int NAME_DIGITS = 8;

  private AgentEnvironment() {}

  /** The name of the Secret for the present spec; empty when it names no variables. */
  static String nameFor(Seen seen) {
    var env = seen.spec().env();
    return env.isEmpty() ? "" : seen.name() + "-env-" + Hashes.of(env).substring(0, NAME_DIGITS);
  }

  /** Only for a spec that names variables. */
  static Secret desired(Seen seen) {
    var data = new TreeMap<String, String>();
    seen.spec()
        .env()
        .forEach(
            (name, value) ->
                data.put(
                    name,
                    Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    return new SecretBuilder()
        .withMetadata(seen.metadata(nameFor(seen)))
        .withImmutable(true)
        .withData(data)
        .build();
  }
}
