package network.mandala.crds.spore;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether an older bundle may follow a newer one. */
public enum Rollback {
  /** It is refused. */
  @JsonProperty("refuse")
  REFUSE,
  /** It is rolled out as any other. */
  @JsonProperty("allow")
  ALLOW
}
