package network.mandala.crds.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** How the model chooses its words. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Parameters(
    @Min(0)
        @Max(2)
        @JsonPropertyDescription("Randomness, 0 to 2. Absent: the default of the backend.")
        Double temperature,
    @Min(0)
        @Max(1)
        @JsonPropertyDescription(
            "Share of probability that words are drawn from, 0 to 1. Absent: the default of "
                + "the backend.")
        Double topP,
    @Min(1)
        @Max(100_000)
        @JsonPropertyDescription(
            "Number of words that are drawn from. Absent: the default of the backend.")
        Integer topK,
    @Min(0)
        @Max(9_007_199_254_740_991L)
        @JsonPropertyDescription(
            "Seed; the same seed, input and model give the same output where the backend "
                + "can. Absent: a new one each time.")
        Long seed,
    @Size(max = 8)
        @JsonPropertyDescription("Texts at which the answer ends. At most 8. Default none.")
        List<@Size(min = 1, max = 256) String> stop) {
  public Parameters {
    stop = stop == null ? List.of() : List.copyOf(stop);
  }

  /** The defaults of the backend. */
  public static Parameters standard() {
    return new Parameters(null, null, null, null, null);
  }
}
