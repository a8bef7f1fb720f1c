package network.mandala.crds.runner;

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

/** What each pod of a runner is given. */
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
@ValidationRule(
    value = "!has(self.gpuMemory) || self.gpu > 0",
    message = "resources.gpuMemory needs resources.gpu above 0")
@ValidationRule(
    value =
        "quantity(string(self.modelStorage)).compareTo(quantity(string(oldSelf.modelStorage))) "
            + ">= 0",
    message = "resources.modelStorage can grow but not shrink")
public record RunnerResources(
    @Default("1")
        @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "CPU cores that each pod is guaranteed and charged for. Default 1. Can be "
                + "changed: pods are replaced.")
        String cpu,
    @Default("2Gi")
        @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "Memory in bytes that each pod is guaranteed and charged for. Default 2Gi. Can "
                + "be changed: pods are replaced.")
        String memory,
    @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "Most CPU cores that a pod may use. Absent: no limit of its own. At least cpu. "
                + "Can be changed: pods are replaced.")
        String cpuLimit,
    @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "Most memory in bytes that a pod may use. Absent: the same as memory. At least "
                + "memory. Can be changed: pods are replaced.")
        String memoryLimit,
    @Default("10Gi")
        @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "Bytes of the volume that the model file is kept on. Default 10Gi. Can grow; "
                + "cannot shrink.")
        String modelStorage,
    @Default("0")
        @Min(0)
        @Max(64)
        @JsonPropertyDescription(
            "Whole GPUs for each pod. Default 0. Can be changed: pods are replaced.")
        Integer gpu,
    @Default("nvidia")
        @JsonPropertyDescription(
            "Who made the GPUs: nvidia, amd or intel. Not used when gpu is 0. Default "
                + "nvidia. Can be changed: pods are replaced.")
        GpuVendor gpuVendor,
    @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "Least memory of each GPU in bytes, such as 24Gi. Absent: any GPU. Needs gpu "
                + "above 0. Can be changed: pods are replaced.")
        String gpuMemory) {
  public RunnerResources {
    cpu = cpu == null ? "1" : cpu;
    memory = memory == null ? "2Gi" : memory;
    modelStorage = modelStorage == null ? "10Gi" : modelStorage;
    gpu = gpu == null ? 0 : gpu;
    gpuVendor = gpuVendor == null ? GpuVendor.NVIDIA : gpuVendor;
  }

  /** The resources of a runner that names none. */
  public static RunnerResources standard() {
    return new RunnerResources(null, null, null, null, null, null, null, null);
  }
}
