package network.mandala.crds.spore;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** The most that a spore may use, whatever its plan and its manifest say. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SporeBudget(
    @Default("1")
        @Min(0)
        @Max(100)
        @JsonPropertyDescription(
            "Instances at one time in the whole cluster, without those of an old bundle that "
                + "still drain. Default 1. Can be changed.")
        Integer maxInstances,
    @Default("1000")
        @Min(1)
        @Max(1_000_000)
        @JsonPropertyDescription(
            "Thousandths of a CPU core that each instance may use; a manifest that asks for "
                + "more is refused. Default 1000. Can be changed: a new roll-out.")
        Integer cpuMilli,
    @Default("512")
        @Min(1)
        @Max(16_777_216)
        @JsonPropertyDescription(
            "Memory in MiB that each instance may use; a manifest that asks for more is "
                + "refused. Default 512. Can be changed: a new roll-out.")
        Integer memoryMb) {
  public SporeBudget {
    maxInstances = maxInstances == null ? 1 : maxInstances;
    cpuMilli = cpuMilli == null ? 1000 : cpuMilli;
    memoryMb = memoryMb == null ? 512 : memoryMb;
  }

  /** The budget of a spore that names none. */
  public static SporeBudget standard() {
    return new SporeBudget(null, null, null);
  }
}
