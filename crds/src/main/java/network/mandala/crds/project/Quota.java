package network.mandala.crds.project;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import network.mandala.crds.format.Formats;

/** The most that all pods and volumes of a project may ask for together. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Quota(
    @Default("4")
        @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "CPU cores that all pods together may request, builds included, such as 4 or "
                + "2500m. Default 4. Can be changed; running pods stay when it is lowered.")
        String cpu,
    @Default("8Gi")
        @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "Memory in bytes that all pods together may request, builds included, such as "
                + "8Gi. Default 8Gi. Can be changed; running pods stay when it is lowered.")
        String memory,
    @Default("20Gi")
        @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "Bytes that all volumes together may request, such as 20Gi. Default 20Gi. Can be "
                + "changed; volumes stay when it is lowered.")
        String storage,
    @Default("0")
        @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "Whole GPUs that all pods together may request. Default 0. Can be changed.")
        String gpu,
    @Default("20")
        @Min(0)
        @Max(10000)
        @JsonPropertyDescription("Pods at one time, builds included. Default 20. Can be changed.")
        Integer pods) {
  public Quota {
    cpu = cpu == null ? "4" : cpu;
    memory = memory == null ? "8Gi" : memory;
    storage = storage == null ? "20Gi" : storage;
    gpu = gpu == null ? "0" : gpu;
    pods = pods == null ? 20 : pods;
  }

  /** The quota of a project that names none. */
  public static Quota standard() {
    return new Quota(null, null, null, null, null);
  }
}
