package network.mandala.crds.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;

/** What a job has read and written. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Tokens(
    @Min(0) @JsonPropertyDescription("Tokens read.") Long input,
    @Min(0) @JsonPropertyDescription("Tokens written.") Long output) {}
