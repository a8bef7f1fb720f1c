package network.mandala.crds.spore;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One instance that answers. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SporeEndpoint(
    @Required @Size(max = 500) @JsonPropertyDescription("URL of the instance inside the cluster.")
        String url,
    @JsonProperty("nodeID")
        @Size(max = 253)
        @JsonPropertyDescription("Name of the node that it runs on.")
        String nodeId) {}
