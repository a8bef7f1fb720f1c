package network.mandala.crds.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import network.mandala.crds.runner.GpuVendor;

/** What the machine that runs a job must have at least. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Requirements(
    @Min(0) @Max(100000) @JsonPropertyDescription("GPU memory in GiB. Absent: no GPU is needed.")
        Double minVramGb,
    @Min(0) @Max(100000) @JsonPropertyDescription("Memory in GiB. Absent: what the model needs.")
        Double minRamGb,
    @JsonPropertyDescription("Who made the GPU: nvidia, amd or intel. Absent: any.")
        GpuVendor gpuVendor) {

  /** Whatever the model needs. */
  public static Requirements none() {
    return new Requirements(null, null, null);
  }
}
