package network.mandala.crds.spore;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;

/** How many instances of a spore run, and where they listen. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = "self.min <= self.max", message = "plan.min must not exceed plan.max")
public record SporePlan(
    @Default("1")
        @Min(0)
        @Max(100)
        @JsonPropertyDescription("Fewest instances. Default 1. At most max. Can be changed.")
        Integer min,
    @Default("1")
        @Min(1)
        @Max(100)
        @JsonPropertyDescription(
            "Most instances; between min and max the load decides. budget.maxInstances "
                + "stands above it. Default 1. Can be changed.")
        Integer max,
    @Default("0")
        @Min(0)
        @Max(65_535)
        @JsonPropertyDescription(
            "TCP port that the program listens on; it is told it as PORT. 0: the node "
                + "chooses one, 8080. Default 0. Can be changed: a new roll-out.")
        Integer port,
    @SpecReplicas
        @Min(0)
        @Max(100)
        @JsonPropertyDescription(
            "A fixed number of instances: min and max are not used. kubectl scale writes it. "
                + "Absent: between min and max. Can be changed.")
        Integer replicas) {
  public SporePlan {
    min = min == null ? 1 : min;
    max = max == null ? 1 : max;
    port = port == null ? 0 : port;
  }

  /** The plan of a spore that names none: one instance. */
  public static SporePlan standard() {
    return new SporePlan(null, null, null, null);
  }
}
