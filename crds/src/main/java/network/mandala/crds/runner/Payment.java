package network.mandala.crds.runner;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a request is paid. */
public enum Payment {
  /** From the balance of the project of the caller. */
  @JsonProperty("balance")
  BALANCE,
  /** By a signed Lightning receipt that comes with the request. */
  @JsonProperty("receipt")
  RECEIPT,
  /** Not at all. */
  @JsonProperty("none")
  NONE
}
