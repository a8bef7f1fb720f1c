package network.mandala.bridge.pods;

import java.util.Arrays;
import java.util.Optional;
import network.mandala.crds.agent.PodLabels;

/** What writes a log in a project. */
public enum LogSource {
  FRONTEND(PodLabels.COMPONENT + "=" + PodLabels.COMPONENT_FRONTEND, "frontend"),
  /** The oldest networks called it backend. */
  AGENT(PodLabels.COMPONENT + "=" + PodLabels.COMPONENT_AGENT, "agent", "backend"),
  MONGO(database("mongo"), "mongo"),
  MYSQL(database("mysql"), "mysql"),
  REDIS(database("redis"), "redis");

  private final String selector;
  private final String[] words;

  LogSource(String selector, String... words) {
    this.selector = selector;
    this.words = words;
  }

  /** Empty if the word names nothing that writes a log. */
  public static Optional<LogSource> find(String word) {
    return Arrays.stream(values())
        .filter(source -> Arrays.asList(source.words).contains(word))
        .findFirst();
  }

  /** Label selector of its pods. */
  String selector() {
    return selector;
  }

  private static String database(String engine) {
    return PodLabels.COMPONENT
        + "="
        + PodLabels.COMPONENT_DATABASE
        + ","
        + PodLabels.DATABASE
        + "="
        + engine;
  }
}
