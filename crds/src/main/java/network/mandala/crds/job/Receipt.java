package network.mandala.crds.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/** The signed receipt of a job. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Receipt(
    @Size(max = 200) @JsonPropertyDescription("Id of the receipt.") String id,
    @Size(max = 64)
        @JsonPropertyDescription("Ed25519 public key of who did the work, in lower-case hex.")
        String executorPublicKey,
    @Size(max = 253)
        @JsonPropertyDescription(
            "Secret in the same namespace that holds the receipt, key receipt.json.")
        String secret,
    @Min(0)
        @JsonPropertyDescription(
            "Number of the last window that has a receipt. Absent: mode batch.")
        Long sequence) {}
