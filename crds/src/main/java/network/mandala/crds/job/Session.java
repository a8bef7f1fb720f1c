package network.mandala.crds.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The windows of a job of mode session. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Session(
    @Required
        @Size(min = 1, max = 200)
        @JsonPropertyDescription("Id of the session; the receipts of its windows carry it.")
        String sessionId,
    @Default("1024")
        @Min(1)
        @Max(16_777_216)
        @JsonPropertyDescription("Tokens that one window may have. Default 1024.")
        Integer maxTokensPerWindow,
    @Default("60")
        @Min(1)
        @Max(86_400)
        @JsonPropertyDescription("Seconds that one window lasts at most. Default 60.")
        Integer windowSeconds,
    @Default("1")
        @Min(1)
        @Max(100)
        @JsonPropertyDescription("Windows in work at a time. Default 1.")
        Integer maxConcurrentWindows,
    @Default("per_window")
        @JsonPropertyDescription(
            "When the session is paid: stream, per_window or postpaid. Default per_window.")
        PaymentMode paymentMode,
    @Default("30")
        @Min(1)
        @Max(3_600)
        @JsonPropertyDescription(
            "Seconds between two signs of life of the caller; without them the session ends. "
                + "Default 30.")
        Integer heartbeatIntervalSeconds) {
  public Session {
    maxTokensPerWindow = maxTokensPerWindow == null ? 1024 : maxTokensPerWindow;
    windowSeconds = windowSeconds == null ? 60 : windowSeconds;
    maxConcurrentWindows = maxConcurrentWindows == null ? 1 : maxConcurrentWindows;
    paymentMode = paymentMode == null ? PaymentMode.PER_WINDOW : paymentMode;
    heartbeatIntervalSeconds = heartbeatIntervalSeconds == null ? 30 : heartbeatIntervalSeconds;
  }
}
