package network.mandala.operator.database;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.random.RandomGenerator;

/** The objects of a database, in the order in which they are made. */
public final class DatabaseObjects {

  private DatabaseObjects() {}

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
