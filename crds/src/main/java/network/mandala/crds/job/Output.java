package network.mandala.crds.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** Where the output of a job is. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Output(
    @Size(max = 253) @JsonPropertyDescription("Secret in the same namespace that holds the output.")
        String secret,
    @Size(max = 253) @JsonPropertyDescription("Key in the Secret.") String key,
    @Size(max = 500)
        @JsonPropertyDescription(
            "OCI artifact that holds the output, when it is too large for a Secret.")
        String artifact) {}
