package network.mandala.operator.database;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an agent is told of a database: variables that are read from its Secret. */
public final class DatabaseEnvironment {

  private static final Map<String, String> KEYS =
      new TreeMap<>(
          Map.of(
              "_URL", "url",
              "_HOST", "host",
              "_PORT", "port",
              "_USER", "username",
              "_PASSWORD", "password",
              "_DATABASE", "database"));

  private DatabaseEnvironment() {}

  /** Names of all variables of an engine. */
  public static List<String> names(DatabaseEngine engine) {
    return KEYS.keySet().stream().map(suffix -> engine.prefix() + suffix).toList();
  }

  /** One variable of an agent's container. */
  public static EnvVar variable(String agent, DatabaseEngine engine, String name) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewSecretKeyRef()
        .withName(DatabaseInput.name(agent, engine))
        .withKey(KEYS.get(name.substring(engine.prefix().length())))
        .endSecretKeyRef()
        .endValueFrom()
        .build();
  }
}
