package network.mandala.activator;

import java.time.Duration;
import java.util.Map;
import network.mandala.activator.edge.Edge;

/**
 * What the chart sets.
 *
 * @param port of requests; 0 takes any free one
 * @param healthPort of health and metrics; 0 takes any free one
 * @param longestHold how long a request waits for a pod
 * @param mostHeld requests that wait for one agent at a time
 * @param mostConnections requests of all agents at a time
 * @param toDrain how long requests may take to end when this process is told to
 * @param edgePort of requests for spores; 0 takes any free one, -1 serves none
 * @param longestAnswer how long a spore may take to begin its answer
 */
record Settings(
    int port,
    int healthPort,
    Duration longestHold,
    int mostHeld,
    int mostConnections,
    Duration toDrain,
    int edgePort,
    Duration longestAnswer) {

  private static final String PREFIX = "MANDALA_ACTIVATOR_";

  /**
   * @throws IllegalArgumentException that names the variable which is no number in its range
   */
  static Settings of(Map<String, String> environment) {
    return new Settings(
        number(environment, "PORT", 0, 65535, 8083),
        number(environment, "HEALTH_PORT", 0, 65535, 8081),
        Duration.ofSeconds(number(environment, "HOLD_SECONDS", 1, 3600, 60)),
        number(environment, "MOST_HELD", 1, 100_000, 100),
        number(environment, "MOST_CONNECTIONS", 1, 1_000_000, 4000),
        Duration.ofSeconds(number(environment, "DRAIN_SECONDS", 0, 3600, 30)),
        number(environment, "EDGE_PORT", -1, 65535, -1),
        Duration.ofSeconds(number(environment, "EDGE_ANSWER_SECONDS", 1, 3600, 60)));
  }

  boolean hasEdge() {
    return edgePort >= 0;
  }

  Edge.Settings edge() {
    return new Edge.Settings(edgePort, mostConnections, toDrain, longestAnswer);
  }

  private static int number(
      Map<String, String> environment, String name, int least, int most, int usual) {
    var text = environment.get(PREFIX + name);
    if (text == null || text.isEmpty()) {
      return usual;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "%s%s: must be %d..%d, was %s".formatted(PREFIX, name, least, most, text));
  }
}
