package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import network.mandala.crds.format.Formats;

/** What each pod of an agent is given. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!has(self.cpuLimit) || "
            + "quantity(string(self.cpuLimit)).compareTo(quantity(string(self.cpu))) >= 0",
    message = "resources.cpuLimit must be at least resources.cpu")
@ValidationRule(
    value =
        "!has(self.memoryLimit) || "
            + "quantity(string(self.memoryLimit)).compareTo(quantity(string(self.memory))) >= 0",
    message = "resources.memoryLimit must be at least resources.memory")
public record Resources(
    @Default("100m")
        @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "CPU cores that each pod is guaranteed and charged for, such as 500m or 2. "
                + "Default 100m. Can be changed: pods are replaced.")
        String cpu,
    @Default("128Mi")
        @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "Memory in bytes that each pod is guaranteed and charged for, such as 256Mi. "
                + "Default 128Mi. Can be changed: pods are replaced.")
        String memory,
    @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "Most CPU cores that a pod may use when the node has them to spare. Absent: no "
                + "limit of its own. At least cpu. Can be changed: pods are replaced.")
        String cpuLimit,
    @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "Most memory in bytes that a pod may use; above it the pod is killed and "
                + "restarted. Absent: the larger of memory and 512Mi. At least memory. Can be "
                + "changed: pods are replaced.")
        String memoryLimit,
    @Default("0")
        @Min(0)
        @Max(64)
        @JsonPropertyDescription(
            "Whole GPUs (nvidia.com/gpu) for each pod. With any, the number of pods is fixed, "
                + "and a new release starts after an old pod has ended and given its GPUs back. "
                + "Default 0. Can be changed: pods are replaced.")
        Integer gpu) {
  public Resources {
    cpu = cpu == null ? "100m" : cpu;
    memory = memory == null ? "128Mi" : memory;
    gpu = gpu == null ? 0 : gpu;
  }

  /** The resources of an agent that names none. */
  public static Resources standard() {
    return new Resources(null, null, null, null, null);
  }
}
