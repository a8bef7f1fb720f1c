package network.mandala.crds.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When a session is paid. */
public enum PaymentMode {
  /** Continuously. */
  @JsonProperty("stream")
  STREAM,
  /** Before each window. */
  @JsonProperty("per_window")
  PER_WINDOW,
  /** After each window. */
  @JsonProperty("postpaid")
  POSTPAID
}
