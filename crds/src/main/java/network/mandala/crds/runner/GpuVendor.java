package network.mandala.crds.runner;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who made a GPU. */
public enum GpuVendor {
  /** NVIDIA. */
  @JsonProperty("nvidia")
  NVIDIA,
  /** AMD. */
  @JsonProperty("amd")
  AMD,
  /** Intel. */
  @JsonProperty("intel")
  INTEL
}
