package network.mandala.crds.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a job is in its life. */
public enum JobPhase {
  /** It waits in the queue. */
  @JsonProperty("Pending")
  PENDING,
  /** A model works on it. */
  @JsonProperty("Running")
  RUNNING,
  /** The output is there. */
  @JsonProperty("Completed")
  COMPLETED,
  /** It ended without an output. */
  @JsonProperty("Failed")
  FAILED,
  /** The deadline or the time for one job passed. */
  @JsonProperty("TimedOut")
  TIMED_OUT,
  /** spec.cancel ended it. */
  @JsonProperty("Cancelled")
  CANCELLED
}
