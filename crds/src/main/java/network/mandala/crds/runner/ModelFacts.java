package network.mandala.crds.runner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/** What was read from the file of the model, not from what the spec claims. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelFacts(
    @Size(max = 100) @JsonPropertyDescription("Architecture, such as llama.") String architecture,
    @Min(0) @JsonPropertyDescription("Number of parameters, summed over the tensors.")
        Long parameters,
    @Size(max = 50) @JsonPropertyDescription("Quantisation, such as Q4_K_M.") String quantization,
    @Min(0)
        @JsonPropertyDescription(
            "Tokens of prompt and answer together that the model was made for.")
        Integer contextWindow,
    @Min(0) @JsonPropertyDescription("Size of the file in bytes.") Long sizeBytes,
    @Size(max = 64) @JsonPropertyDescription("SHA-256 of the file in lower-case hex.")
        String sha256) {}
