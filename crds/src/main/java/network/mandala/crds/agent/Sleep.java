package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** When an agent that nobody asks has no pods. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Sleep(
    @Default("900")
        @Min(10)
        @Max(604800)
        @JsonPropertyDescription(
            "Seconds without a request after which all pods end. An open connection counts as a "
                + "request that goes on. Default 900. Can be changed at once.")
        Integer afterIdleSeconds) {
  public Sleep {
    afterIdleSeconds = afterIdleSeconds == null ? 900 : afterIdleSeconds;
  }
}
