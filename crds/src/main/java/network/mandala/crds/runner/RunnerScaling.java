package network.mandala.crds.runner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;

/** How many pods of a runner are kept warm. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = "self.min <= self.max", message = "scaling.min must not exceed scaling.max")
public record RunnerScaling(
    @Default("1")
        @Min(0)
        @Max(100)
        @JsonPropertyDescription(
            "Fewest warm pods. 0: none while nobody asks; the first caller waits for the "
                + "model to load. Default 1. At most max. Can be changed.")
        Integer min,
    @Default("1")
        @Min(1)
        @Max(100)
        @JsonPropertyDescription(
            "Most pods. Default 1. Above min, an autoscaler follows targetLoad. Can be changed.")
        Integer max,
    @SpecReplicas
        @Min(0)
        @Max(100)
        @JsonPropertyDescription(
            "A fixed number of pods: min and max are not used. kubectl scale writes it. "
                + "Absent: between min and max. Can be changed.")
        Integer replicas,
    @Default("70")
        @Min(1)
        @Max(100)
        @JsonPropertyDescription(
            "Requests in work, in percent of limits.maxConcurrent, that the autoscaler aims "
                + "at. Default 70. Can be changed.")
        Integer targetLoad) {
  public RunnerScaling {
    min = min == null ? 1 : min;
    max = max == null ? 1 : max;
    targetLoad = targetLoad == null ? 70 : targetLoad;
  }

  /** The scaling of a runner that names none: one warm pod. */
  public static RunnerScaling standard() {
    return new RunnerScaling(null, null, null, null);
  }
}
