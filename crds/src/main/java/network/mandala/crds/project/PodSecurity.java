package network.mandala.crds.project;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The Pod Security Standard that the namespace of a project enforces. */
public enum PodSecurity {
  @JsonProperty("restricted")
  RESTRICTED,
  @JsonProperty("baseline")
  BASELINE
}
