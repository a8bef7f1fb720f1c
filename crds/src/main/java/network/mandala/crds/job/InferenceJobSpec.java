package network.mandala.crds.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import network.mandala.crds.format.Formats;
import network.mandala.crds.runner.JobType;

/**
 * One piece of work for a model. Only priority, budgetSatoshis, deadline, ttlAfterFinished and
 * cancel can be changed.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "(self.mode == 'session') == has(self.session)",
    message = "session is required with mode session, and refused with mode batch")
@ValidationRule(
    value = "!oldSelf.cancel || self.cancel",
    message = "cancel cannot be taken back: make another InferenceJob")
@ValidationRule(
    value =
        "(has(self.model) == has(oldSelf.model) && (!has(self.model) || self.model == "
            + "oldSelf.model)) && (has(self.runner) == has(oldSelf.runner) && (!has(self.runner) "
            + "|| self.runner == oldSelf.runner)) && (has(self.mode) == has(oldSelf.mode) && "
            + "(!has(self.mode) || self.mode == oldSelf.mode)) && (has(self.jobType) == "
            + "has(oldSelf.jobType) && (!has(self.jobType) || self.jobType == oldSelf.jobType)) && "
            + "(has(self.input) == has(oldSelf.input) && (!has(self.input) || self.input == "
            + "oldSelf.input))",
    message = "model, runner, mode, jobType and input cannot be changed: make another InferenceJob")
@ValidationRule(
    value =
        "(has(self.session) == has(oldSelf.session) && (!has(self.session) || self.session "
            + "== oldSelf.session)) && (has(self.maxTokens) == has(oldSelf.maxTokens) && "
            + "(!has(self.maxTokens) || self.maxTokens == oldSelf.maxTokens)) && "
            + "(has(self.parameters) == has(oldSelf.parameters) && (!has(self.parameters) || "
            + "self.parameters == oldSelf.parameters)) && (has(self.requirements) == "
            + "has(oldSelf.requirements) && (!has(self.requirements) || self.requirements == "
            + "oldSelf.requirements)) && (has(self.policyRefs) == has(oldSelf.policyRefs) && "
            + "(!has(self.policyRefs) || self.policyRefs == oldSelf.policyRefs))",
    message =
        "session, maxTokens, parameters, requirements and policyRefs cannot be changed: make "
            + "another InferenceJob")
public record InferenceJobSpec(
    @Required
        @Pattern("^[A-Za-z0-9][-A-Za-z0-9._:/]*$")
        @Size(min = 1, max = 200)
        @JsonPropertyDescription(
            "Id of the model, as in spec.model.id of a Runner. Cannot be changed.")
        String model,
    @Pattern(Formats.NAME)
        @Size(min = 1, max = 63)
        @JsonPropertyDescription(
            "Name of the Runner in the same namespace that must do it. Absent: any Runner "
                + "that serves the model to this project, else a pod of its own. Cannot be changed.")
        String runner,
    @Default("batch")
        @JsonPropertyDescription(
            "batch: the output comes once, at the end; session: it comes in windows, each "
                + "with a receipt. Default batch. Cannot be changed.")
        Mode mode,
    @Default("GEN_CHUNK")
        @JsonPropertyDescription(
            "What is asked of the model. Default GEN_CHUNK, more text. Cannot be changed.")
        JobType jobType,
    @Required @JsonPropertyDescription("The prompt. Cannot be changed.") JobInput input,
    @JsonPropertyDescription(
            "The windows of the session. Required with mode session, refused with batch. "
                + "Cannot be changed.")
        Session session,
    @Default("256")
        @Min(1)
        @Max(16_777_216)
        @JsonPropertyDescription("Tokens that the output may have. Default 256. Cannot be changed.")
        Integer maxTokens,
    @Default("{}")
        @JsonPropertyDescription(
            "How the model chooses its words. Default: as the backend does. Cannot be changed.")
        Parameters parameters,
    @Default("{}")
        @JsonPropertyDescription(
            "What the machine must have at least. Default: what the model needs. Cannot be "
                + "changed.")
        Requirements requirements,
    @Default("0")
        @Min(-100)
        @Max(100)
        @JsonPropertyDescription(
            "Place in the queue: higher goes first; waiting jobs rise with time, so that "
                + "none waits for ever. Default 0. Can be changed while it waits.")
        Integer priority,
    @Min(1)
        @Max(2_100_000_000_000_000L)
        @JsonPropertyDescription(
            "Satoshis that the job may cost at most; so many are reserved before it starts, "
                + "and what is left is given back. Absent: what maxTokens costs at the price of "
                + "the runner. Can be changed while it waits.")
        Long budgetSatoshis,
    @Pattern(Formats.TIME)
        @JsonPropertyDescription(
            "Instant at which the job ends, done or not (RFC 3339). Absent: none; the time "
                + "limit of the runner still holds. Can be changed.")
        String deadline,
    @Default("7d")
        @Pattern(Formats.DURATION)
        @Size(max = 7)
        @JsonPropertyDescription(
            "How long the job and its output are kept after its end. Default 7d. Can be changed.")
        String ttlAfterFinished,
    @Size(max = 20)
        @JsonPropertyDescription(
            "Ids of policies that the offer of the job referred to. Default none. Cannot be "
                + "changed.")
        List<@Size(min = 1, max = 200) String> policyRefs,
    @Default("false")
        @JsonPropertyDescription(
            "true takes the job from the queue, or stops it; what was used until then is "
                + "charged. Default false. Cannot be taken back.")
        Boolean cancel) {
  public InferenceJobSpec {
    mode = mode == null ? Mode.BATCH : mode;
    jobType = jobType == null ? JobType.GEN_CHUNK : jobType;
    maxTokens = maxTokens == null ? 256 : maxTokens;
    parameters = parameters == null ? Parameters.standard() : parameters;
    requirements = requirements == null ? Requirements.none() : requirements;
    priority = priority == null ? 0 : priority;
    ttlAfterFinished = ttlAfterFinished == null ? "7d" : ttlAfterFinished;
    policyRefs = policyRefs == null ? List.of() : List.copyOf(policyRefs);
    cancel = cancel != null && cancel;
  }
}
