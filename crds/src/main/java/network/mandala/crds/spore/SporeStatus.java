package network.mandala.crds.spore;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import network.mandala.crds.format.Formats;
import network.mandala.crds.price.Estimate;

/** What is. Written by the node only. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SporeStatus(
    @Min(0) @JsonPropertyDescription("The metadata.generation that this status answers.")
        Long observedGeneration,
    @JsonPropertyDescription("Idle, Launching, Ready, Draining or Stopped.") SporeState state,
    @Pattern(Formats.TIME) @JsonPropertyDescription("Since when the state is as it is (RFC 3339).")
        String stateSince,
    @Size(max = 500)
        @JsonPropertyDescription("URL at which the spore answers, with its /app/ path.")
        String url,
    @Size(max = 64)
        @JsonPropertyDescription("SHA-256 of the bundle that serves, in lower-case hex.")
        String digest,
    @Size(max = 500) @JsonPropertyDescription("Image that was made of the bundle, with digest.")
        String image,
    @JsonPropertyDescription("Who signed the bundle that serves.") SporeSigner signer,
    @JsonPropertyDescription(
            "The newest version that was ever accepted; older ones are refused unless "
                + "spec.rollback allows them.")
        SporeVersion highestAccepted,
    @JsonPropertyDescription("Set of pods that serves: blue or green.") Colour activeColour,
    @Size(max = 10)
        @JsonPropertyDescription(
            "Bundles that have served, the newest first, at most 10. Naming one of them as "
                + "spec.bundle.digest goes back to it; an older version needs spec.rollback "
                + "allow besides.")
        List<SporeRelease> history,
    @Size(max = 100) @JsonPropertyDescription("Instances that answer; at most 100 are listed.")
        List<SporeEndpoint> endpoints,
    @StatusReplicas @Min(0) @JsonPropertyDescription("Instances of the active colour that exist.")
        Integer replicas,
    @Min(0) @JsonPropertyDescription("Instances of the active colour that are ready to answer.")
        Integer readyReplicas,
    @LabelSelector
        @Size(max = 500)
        @JsonPropertyDescription("Label selector of the pods, for autoscalers.")
        String selector,
    @JsonPropertyDescription(
            "What it costs at the present prices. Absent: nothing is charged here.")
        Estimate estimate,
    @JsonPropertyDescription(
            "What is well and what is not; Ready sums them up and its message says what to "
                + "do next.")
        List<Condition> conditions) {
  public SporeStatus {
    history = history == null ? List.of() : List.copyOf(history);
    endpoints = endpoints == null ? List.of() : List.copyOf(endpoints);
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /** The status of a spore that nobody has looked at yet. */
  public static SporeStatus empty() {
    return new SporeStatus(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null);
  }
}
