package network.mandala.crds.agent;

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
public record AgentStatus(
    @Min(0) @JsonPropertyDescription("The metadata.generation that this status answers.")
        Long observedGeneration,
    @Size(max = 500) @JsonPropertyDescription("URL at which the agent answers.") String url,
    @Size(max = 500)
        @JsonPropertyDescription(
            "URL at which the frontend answers. Absent: the agent has no frontend.")
        String frontendUrl,
    @Size(max = 500) @JsonPropertyDescription("Image that runs, with digest.") String image,
    @Size(max = 500)
        @JsonPropertyDescription(
            "Source artifact that the image was built from. Absent: the image was given.")
        String source,
    @JsonPropertyDescription("The newest build. Absent: the image was given.") BuildStatus build,
    @Size(max = 63) @JsonPropertyDescription("Id of the release that serves.") String release,
    @Size(max = 50)
        @JsonPropertyDescription(
            "Releases, newest first; older ones than the last 50 are forgotten.")
        List<Release> releases,
    @StatusReplicas @Min(0) @JsonPropertyDescription("Pods that exist.") Integer replicas,
    @Min(0) @JsonPropertyDescription("Pods that are ready to answer.") Integer readyReplicas,
    @LabelSelector
        @Size(max = 500)
        @JsonPropertyDescription("Label selector of the pods, for autoscalers.")
        String selector,
    @JsonPropertyDescription(
            "What it costs at the present prices. Absent: nothing is charged here.")
        Estimate estimate,
    @Size(max = 10) @JsonPropertyDescription("Database servers of this agent.")
        List<DatabaseStatus> databases,
    @Size(max = 60)
        @JsonPropertyDescription(
            "The domains of the spec, and whether they are proved to belong to the project.")
        List<DomainStatus> domains,
    @JsonPropertyDescription(
            "What is well and what is not; Ready sums them up and its message says what to "
                + "do next.")
        List<Condition> conditions) {
  public AgentStatus {
    releases = releases == null ? List.of() : List.copyOf(releases);
    databases = databases == null ? List.of() : List.copyOf(databases);
    domains = domains == null ? List.of() : List.copyOf(domains);
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /** The status of an agent that nobody has looked at yet. */
  public static AgentStatus empty() {
    return new AgentStatus(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
  }
}
