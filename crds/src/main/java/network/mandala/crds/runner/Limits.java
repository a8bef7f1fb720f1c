package network.mandala.crds.runner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import network.mandala.crds.format.Formats;

/** What a runner accepts; a request beyond it is refused before it reaches the model. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.maxPromptBytes <= self.maxRequestBytes",
    message = "limits.maxPromptBytes must not exceed limits.maxRequestBytes")
public record Limits(
    @Default("4")
        @Min(1)
        @Max(10_000)
        @JsonPropertyDescription(
            "Requests that one pod works on at a time. Default 4. Can be changed.")
        Integer maxConcurrent,
    @Default("100")
        @Min(0)
        @Max(100_000)
        @JsonPropertyDescription(
            "Requests that wait for a free place, over all pods; more are answered with 429. "
                + "Default 100. Can be changed.")
        Integer maxQueued,
    @Default("262144")
        @Min(1)
        @Max(67_108_864)
        @JsonPropertyDescription("Bytes of a prompt. Default 262144. Can be changed.")
        Integer maxPromptBytes,
    @Default("1048576")
        @Min(1)
        @Max(134_217_728)
        @JsonPropertyDescription("Bytes of a whole request. Default 1048576. Can be changed.")
        Integer maxRequestBytes,
    @Default("4096")
        @Min(1)
        @Max(16_777_216)
        @JsonPropertyDescription("Tokens that an answer may have. Default 4096. Can be changed.")
        Integer maxTokens,
    @Default("120s")
        @Pattern(Formats.DURATION)
        @Size(max = 7)
        @JsonPropertyDescription(
            "How long the model may work on one request; then it is stopped and answered "
                + "with 504. Default 120s. Can be changed.")
        String timeout,
    @Default("0")
        @Min(0)
        @Max(1_000_000)
        @JsonPropertyDescription(
            "Requests per minute and calling key. 0: no limit. Default 0. Can be changed.")
        Integer requestsPerMinute) {
  public Limits {
    maxConcurrent = maxConcurrent == null ? 4 : maxConcurrent;
    maxQueued = maxQueued == null ? 100 : maxQueued;
    maxPromptBytes = maxPromptBytes == null ? 262_144 : maxPromptBytes;
    maxRequestBytes = maxRequestBytes == null ? 1_048_576 : maxRequestBytes;
    maxTokens = maxTokens == null ? 4096 : maxTokens;
    timeout = timeout == null ? "120s" : timeout;
    requestsPerMinute = requestsPerMinute == null ? 0 : requestsPerMinute;
  }

  /** The limits of a runner that names none. */
  public static Limits standard() {
    return new Limits(null, null, null, null, null, null, null);
  }
}
