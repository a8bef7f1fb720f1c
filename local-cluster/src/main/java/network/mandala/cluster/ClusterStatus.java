package network.mandala.cluster;

import java.util.List;

/** Whether a cluster works, and what its parts say. */
public record ClusterStatus(boolean running, List<String> lines) {
  public ClusterStatus {
    lines = List.copyOf(lines);
  }
}
