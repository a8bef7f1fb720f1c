package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a domain is proved to belong to the project. */
public enum DomainState {
  /** The proof has not been found yet; it is looked for again and again. */
  @JsonProperty("Pending")
  PENDING,
  /** The proof was found. It may be missing for a while, see missingSince. */
  @JsonProperty("Verified")
  VERIFIED,
  /** The proof has been missing for too long, or the name is not for tenants. */
  @JsonProperty("Failed")
  FAILED
}
