package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What has become of a release. */
public enum ReleaseState {
  /** Its pods are being started. */
  @JsonProperty("RollingOut")
  ROLLING_OUT,
  /** It serves. */
  @JsonProperty("Active")
  ACTIVE,
  /** It served until another release replaced it. */
  @JsonProperty("Superseded")
  SUPERSEDED,
  /** Its pods did not become ready in time; it never served. */
  @JsonProperty("Failed")
  FAILED
}
