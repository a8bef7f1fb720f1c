package network.mandala.crds.project;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where the pods of a project may connect to, beside DNS and their own namespace. */
public enum Egress {
  /** Public addresses; never private, link-local, metadata or cluster addresses. */
  @JsonProperty("internet")
  INTERNET,
  /** Nowhere. */
  @JsonProperty("none")
  NONE
}
