package network.mandala.crds.runner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import network.mandala.crds.price.Estimate;

/** What is. Written by the node only. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RunnerStatus(
    @Min(0) @JsonPropertyDescription("The metadata.generation that this status answers.")
        Long observedGeneration,
    @Size(max = 500) @JsonPropertyDescription("URL at which the gateway reaches the runner.")
        String url,
    @JsonPropertyDescription("What was read from the file of the model. Absent: not loaded yet.")
        ModelFacts model,
    @JsonPropertyDescription("How busy it is; brought up to date about once a minute.") Load load,
    @StatusReplicas @Min(0) @JsonPropertyDescription("Pods that exist.") Integer replicas,
    @Min(0) @JsonPropertyDescription("Pods that have the model loaded and are ready to answer.")
        Integer readyReplicas,
    @LabelSelector
        @Size(max = 500)
        @JsonPropertyDescription("Label selector of the pods, for autoscalers.")
        String selector,
    @JsonPropertyDescription(
            "What the pods cost at the present prices. Absent: nothing is charged here.")
        Estimate estimate,
    @JsonPropertyDescription(
            "What is well and what is not; Ready sums them up and its message says what to "
                + "do next.")
        List<Condition> conditions) {
  public RunnerStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /** The status of a runner that nobody has looked at yet. */
  public static RunnerStatus empty() {
    return new RunnerStatus(null, null, null, null, null, null, null, null, null);
  }
}
