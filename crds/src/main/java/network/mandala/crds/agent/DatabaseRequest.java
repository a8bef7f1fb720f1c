package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** What has become of the newest request to make a copy of a database, or to go back to one. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DatabaseRequest(
    @Required
        @Size(max = 253)
        @JsonPropertyDescription("The value of the annotation that asked for it.")
        String id,
    @JsonPropertyDescription("Running, Done or Failed.") DatabaseRequestState state,
    @Size(max = 4096) @JsonPropertyDescription("What was made, or why it failed.")
        String message) {}
