package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a request about a database is. */
public enum DatabaseRequestState {
  /** Its Job is at work, or waits for the database. */
  @JsonProperty("Running")
  RUNNING,
  /** It is done. */
  @JsonProperty("Done")
  DONE,
  /** It failed; the message says why. It is not tried again before it is asked for again. */
  @JsonProperty("Failed")
  FAILED
}
