package network.mandala.operator.database;

import java.util.Arrays;
import java.util.Optional;
import network.mandala.crds.agent.Database;
import network.mandala.crds.agent.Databases;
import network.mandala.operator.config.NodeConfig;

/** The kinds of database that an agent can have one of each. */
public enum DatabaseEngine {
  MYSQL("mysql", "MySQL", 3306, "agent", "agent", "", "512Mi"),
  MONGO("mongo", "MongoDB", 27017, "agent", "agent", "?authSource=admin", "512Mi"),
  REDIS("redis", "Redis", 6379, "default", "0", "", "256Mi");

  private final String word;
  private final String title;
  private final int port;
  private final String username;
  private final String database;
  private final String urlSuffix;
  private final String memory;

  DatabaseEngine(
      String word,
      String title,
      int port,
      String username,
      String database,
      String urlSuffix,
      String memory) {
    this.word = word;
    this.title = title;
    this.port = port;
    this.username = username;
    this.database = database;
    this.urlSuffix = urlSuffix;
    this.memory = memory;
  }

  /** As in the spec, in names of objects and as the scheme of URLs (where mongo is longer). */
  public String word() {
    return word;
  }

  /** For people. */
  public String title() {
    return title;
  }

  int port() {
    return port;
  }

  String username() {
    return username;
  }

  /** Name of the database that the user owns. */
  String database() {
    return database;
  }

  String url(String host, String password) {
    return "%s://%s:%s@%s:%d/%s%s"
        .formatted(
            this == MONGO ? "mongodb" : word, username, password, host, port, database, urlSuffix);
  }

  /** What a server gets when the spec does not say. */
  String usualMemory() {
    return memory;
  }

  /** Names of its environment variables begin with it. */
  String prefix() {
    return name();
  }

  /** What a spec says of it. */
  public Optional<Database> in(Databases databases) {
    return Optional.ofNullable(
        switch (this) {
          case MYSQL -> databases.mysql();
          case MONGO -> databases.mongo();
          case REDIS -> databases.redis();
        });
  }

  String image(NodeConfig.Images images) {
    return switch (this) {
      case MYSQL -> images.mysql();
      case MONGO -> images.mongo();
      case REDIS -> images.redis();
    };
  }

  public static Optional<DatabaseEngine> parse(String word) {
    return Arrays.stream(values()).filter(engine -> engine.word.equals(word)).findFirst();
  }
}
