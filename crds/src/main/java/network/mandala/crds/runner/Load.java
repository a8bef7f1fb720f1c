package network.mandala.crds.runner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import network.mandala.crds.format.Formats;

/** How busy a runner is. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Load(
    @Min(0) @JsonPropertyDescription("Requests in work.") Integer inFlight,
    @Min(0) @JsonPropertyDescription("Requests that wait for a free place.") Integer queued,
    @Min(0) @JsonPropertyDescription("Requests that the ready pods can work on at a time.")
        Integer capacity,
    @Pattern(Formats.TIME) @JsonPropertyDescription("When this was measured (RFC 3339).")
        String asOf) {}
