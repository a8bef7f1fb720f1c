package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What has become of a database. */
public enum DatabaseState {
  /** It is being started. */
  @JsonProperty("Preparing")
  PREPARING,
  /** It answers. */
  @JsonProperty("Ready")
  READY,
  /** It does not start; the condition DatabasesReady says why. */
  @JsonProperty("Failed")
  FAILED,
  /** The agent is suspended: no server runs, the data is kept. */
  @JsonProperty("Stopped")
  STOPPED
}
