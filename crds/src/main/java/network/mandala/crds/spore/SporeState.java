package network.mandala.crds.spore;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a spore is in its life. */
public enum SporeState {
  /** Nothing runs and nothing is to run. */
  @JsonProperty("Idle")
  IDLE,
  /** Pods of a bundle are being started; an earlier bundle may still serve. */
  @JsonProperty("Launching")
  LAUNCHING,
  /** The bundle serves. */
  @JsonProperty("Ready")
  READY,
  /** The new bundle serves; the pods of the old one end. */
  @JsonProperty("Draining")
  DRAINING,
  /** Suspended: no routes, no pods. */
  @JsonProperty("Stopped")
  STOPPED
}
