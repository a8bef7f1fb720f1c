package network.mandala.crds.project;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an identity key may do in a project. */
public enum Role {
  /** Everything, including deleting the project and changing its owners. */
  @JsonProperty("owner")
  OWNER,
  /** Deploy, configure, top up, add and remove admins and viewers. */
  @JsonProperty("admin")
  ADMIN,
  /** Read. */
  @JsonProperty("viewer")
  VIEWER
}
