package network.mandala.crds.price;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;

/** What a resource costs at the present prices, without network traffic. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Estimate(
    @Min(0) @JsonPropertyDescription("Satoshis per hour with the fewest pods.")
        Long satoshisPerHourMin,
    @Min(0) @JsonPropertyDescription("Satoshis per hour with the most pods.")
        Long satoshisPerHourMax) {}
