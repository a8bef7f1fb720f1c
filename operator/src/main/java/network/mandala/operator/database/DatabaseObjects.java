package network.mandala.operator.database;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.random.RandomGenerator;

/** The objects of a database, in the order in which they are made. */
public final class DatabaseObjects {

  private DatabaseObjects() {}

  /** The request to go back to a copy after which a server was restarted; empty: none. */
  public static String restoredOf(StatefulSet server) {
    return DatabaseStatefulSet.restoredOf(server);
  }

  /**
   * @param random must be fit for secrets; a Secret that exists is left as it is
   */
  public static List<HasMetadata> desired(DatabaseInput input, RandomGenerator random) {
    return List.of(
        DatabaseCredentials.desired(input, random),
        DatabaseService.desired(input),
        DatabaseVolume.desired(input),
        DatabaseStatefulSet.desired(input));
  }
}
