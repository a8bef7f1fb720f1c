package network.mandala.crds.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import network.mandala.crds.format.Formats;

/** What is. Written by the node only. Prompt and output are not in it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InferenceJobStatus(
    @Min(0) @JsonPropertyDescription("The metadata.generation that this status answers.")
        Long observedGeneration,
    @JsonPropertyDescription("Pending, Running, Completed, Failed, TimedOut or Cancelled.")
        JobPhase phase,
    @Min(0) @JsonPropertyDescription("Jobs that go first. Absent: it does not wait.")
        Integer queuePosition,
    @Size(max = 253) @JsonPropertyDescription("Runner that does it, or did it.") String runner,
    @Min(0)
        @JsonPropertyDescription(
            "Times that it was started; it is started again when the runner is lost.")
        Integer attempts,
    @Pattern(Formats.TIME) @JsonPropertyDescription("When a model began to work on it (RFC 3339).")
        String startedAt,
    @Pattern(Formats.TIME) @JsonPropertyDescription("When it ended (RFC 3339).") String completedAt,
    @JsonPropertyDescription("Where the output is. Absent: there is none.") Output output,
    @Size(max = 64) @JsonPropertyDescription("SHA-256 of the output in lower-case hex.")
        String outputsHash,
    @JsonPropertyDescription("What was read and written.") Tokens tokens,
    @Min(0) @JsonPropertyDescription("Satoshis that were charged.") Long costSatoshis,
    @Min(0) @JsonPropertyDescription("Satoshis that are reserved for it. Absent: none.")
        Long reservedSatoshis,
    @JsonPropertyDescription("The signed receipt. Absent: not ended, or nothing was done.")
        Receipt receipt,
    @JsonPropertyDescription(
            "What is well and what is not; Ready sums them up and its message says what to "
                + "do next.")
        List<Condition> conditions) {
  public InferenceJobStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /** The status of a job that nobody has looked at yet. */
  public static InferenceJobStatus empty() {
    return new InferenceJobStatus(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null);
  }
}
