package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A convention that the source of an agent follows. */
public enum AgentType {
  /** None. */
  @JsonProperty("custom")
  CUSTOM,
  /** AGIdentity: built by npm run build, started by dist/start.js. */
  @JsonProperty("agidentity")
  AGIDENTITY,
  /** OpenClaw: built and started as custom is. */
  @JsonProperty("openclaw")
  OPENCLAW
}
