package network.mandala.crds.runner;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much a runner may reach. */
public enum SandboxMode {
  /** Only what the sandbox lists. */
  @JsonProperty("restricted")
  RESTRICTED,
  /** What the isolation of the Project allows. */
  @JsonProperty("disabled")
  DISABLED
}
