package network.mandala.cli.database;

import java.util.Locale;

/** Which database of an agent. */
enum Engine {
  MYSQL,
  MONGO,
  REDIS;

  /** As in the spec and the status. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
