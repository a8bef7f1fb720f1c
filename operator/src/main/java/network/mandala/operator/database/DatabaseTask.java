package network.mandala.operator.database;

import java.util.Locale;
import network.mandala.crds.agent.DatabaseAnnotations;

/** What can be asked for once. */
public enum DatabaseTask {
  BACKUP,
  RESTORE;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Annotation of the Agent that asks for it. */
  public String annotation(DatabaseEngine engine) {
    return switch (this) {
      case BACKUP -> DatabaseAnnotations.backup(engine.word());
      case RESTORE -> DatabaseAnnotations.restore(engine.word());
    };
  }
}
