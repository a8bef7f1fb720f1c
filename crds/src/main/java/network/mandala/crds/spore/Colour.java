package network.mandala.crds.spore;

import com.fasterxml.jackson.annotation.JsonProperty;

/** One of the two sets of pods between which a spore is switched. */
public enum Colour {
  /** The first. */
  @JsonProperty("blue")
  BLUE,
  /** The other. */
  @JsonProperty("green")
  GREEN
}
