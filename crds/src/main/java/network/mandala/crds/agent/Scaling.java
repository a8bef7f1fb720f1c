package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;

/** How many pods run. Between min and max the load decides; replicas overrides both. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = "self.min <= self.max", message = "scaling.min must not exceed scaling.max")
public record Scaling(
    @Default("1")
        @Min(1)
        @Max(100)
        @JsonPropertyDescription("Fewest pods. Default 1. At most max. Can be changed.")
        Integer min,
    @Default("1")
        @Min(1)
        @Max(100)
        @JsonPropertyDescription(
            "Most pods. Default 1. Above min, an autoscaler follows targetCPU and "
                + "targetMemory. Can be changed.")
        Integer max,
    @SpecReplicas
        @Min(0)
        @Max(100)
        @JsonPropertyDescription(
            "A fixed number of pods: the autoscaler is off and min and max are not used. 0 "
                + "stops all pods; the data stays. kubectl scale writes it. Absent: between min "
                + "and max. Can be changed.")
        Integer replicas,
    @Default("50")
        @Min(1)
        @Max(1000)
        @JsonPropertyDescription(
            "Average use of resources.cpu, in percent, that the autoscaler aims at. Default "
                + "50. Can be changed.")
        Integer targetCPU,
    @Min(1)
        @Max(1000)
        @JsonPropertyDescription(
            "Average use of resources.memory, in percent, that the autoscaler aims at. "
                + "Absent: memory does not scale. Can be changed.")
        Integer targetMemory,
    @JsonPropertyDescription(
            "Lets the agent have no pods while nobody asks for it; the next request is held until "
                + "one has started. Not in force while replicas is set. Absent: it never sleeps. "
                + "Can be changed.")
        Sleep sleep) {
  public Scaling {
    min = min == null ? 1 : min;
    max = max == null ? 1 : max;
    targetCPU = targetCPU == null ? 50 : targetCPU;
  }

  /** The scaling of an agent that names none: one pod. */
  public static Scaling standard() {
    return new Scaling(null, null, null, null, null, null);
  }
}
