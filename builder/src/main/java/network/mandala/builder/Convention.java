package network.mandala.builder;

import java.util.List;
import java.util.Map;

/** What a kind of agent expects of its image beyond what its runtime does. */
enum Convention {
  /** Nothing. */
  NONE("", "", Map.of(), List.of()),

  /** AGIdentity: compiled by its build script, with its data below /data. */
  AGIDENTITY(
      "agidentity",
      "dist/start.js",
      Map.of(
          "AUTH_SERVER_PORT",
          "3000",
          "AGID_WORKSPACE_PATH",
          "/data/workspace",
          "AGID_SESSIONS_PATH",
          "/data/sessions"),
      List.of("/data", "/data/sessions", "/data/workspace"));

  private final String word;
  private final String entry;
  private final Map<String, String> environment;
  private final List<String> folders;

  Convention(String word, String entry, Map<String, String> environment, List<String> folders) {
    this.word = word;
    this.entry = entry;
    this.environment = environment;
    this.folders = folders;
  }

  /** The convention of a type of agents; types of their own make have none. */
  static Convention parse(String type) {
    return switch (type) {
      case "custom", "openclaw" -> NONE;
      case "agidentity" -> AGIDENTITY;
      default ->
          throw new IllegalArgumentException(
              "must be custom, openclaw or agidentity, was \"" + type + "\"");
    };
  }

  /** The type of agents that has it; empty: several have. */
  String word() {
    return word;
  }

  /** The file that is started when the tenant names none; empty: as the runtime does. */
  String entry() {
    return entry;
  }

  Map<String, String> environment() {
    return environment;
  }

  /** Empty folders that the program may write to, even without a volume. */
  List<String> folders() {
    return folders;
  }
}
