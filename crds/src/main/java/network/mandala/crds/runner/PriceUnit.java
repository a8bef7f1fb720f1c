package network.mandala.crds.runner;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is counted for the price. */
public enum PriceUnit {
  /** Tokens read and tokens written. */
  @JsonProperty("token")
  TOKEN,
  /** Seconds of the pod that answers. */
  @JsonProperty("second")
  SECOND
}
