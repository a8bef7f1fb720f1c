package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One database server of an agent. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DatabaseStatus(
    @Required @Size(max = 20) @JsonPropertyDescription("mysql, mongo or redis.") String name,
    @JsonPropertyDescription("Preparing, Ready or Failed.") DatabaseState state,
    @Size(max = 253) @JsonPropertyDescription("Secret with its URL, user and password.")
        String secret) {}
