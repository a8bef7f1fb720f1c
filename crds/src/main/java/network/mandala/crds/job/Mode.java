package network.mandala.crds.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a job gives its output. */
public enum Mode {
  /** Once, at its end. */
  @JsonProperty("batch")
  BATCH,
  /** In windows, each with a receipt of its own. */
  @JsonProperty("session")
  SESSION
}
