package network.mandala.crds.project;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The blockchain network whose satoshis pay for a project. */
public enum Network {
  @JsonProperty("main")
  MAIN,
  @JsonProperty("test")
  TEST
}
