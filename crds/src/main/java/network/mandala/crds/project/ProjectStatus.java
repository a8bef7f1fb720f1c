package network.mandala.crds.project;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** What is. Written by the node only. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProjectStatus(
    @Min(0) @JsonPropertyDescription("The metadata.generation that this status answers.")
        Long observedGeneration,
    @Size(max = 63)
        @JsonPropertyDescription(
            "Identity of the project in the ledger and in the signed API. It does not change.")
        String projectId,
    @Size(max = 63) @JsonPropertyDescription("Namespace that belongs to the project.")
        String namespace,
    @JsonPropertyDescription("Where sources and images of the project are stored.")
        ProjectRegistry registry,
    @JsonPropertyDescription("The money of the project. Absent: no ledger is connected.")
        Balance balance,
    @Min(0) @JsonPropertyDescription("Number of Agents in the namespace.") Integer agents,
    @JsonPropertyDescription(
            "What is well and what is not; Ready sums them up and its message says what to "
                + "do next.")
        List<Condition> conditions) {
  public ProjectStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /** The status of a project that nobody has looked at yet. */
  public static ProjectStatus empty() {
    return new ProjectStatus(null, null, null, null, null, null, null);
  }
}
