package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a domain leads to. */
public enum DomainTarget {
  /** The program: the domain is in spec.domains. */
  @JsonProperty("Agent")
  AGENT,
  /** The frontend beside it: the domain is in spec.frontend.domains, or goes with one there. */
  @JsonProperty("Frontend")
  FRONTEND
}
