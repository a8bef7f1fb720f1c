package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to a volume when its agent is deleted. */
public enum Retain {
  /** It is deleted with the agent. */
  @JsonProperty("delete")
  DELETE,
  /**
   * It stays until its claim is deleted by hand, and is charged for; a new agent of the name gets
   * it.
   */
  @JsonProperty("keep")
  KEEP
}
