package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A copy of a database that can be gone back to. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DatabaseCopy(
    @Required
        @Size(max = 100)
        @JsonPropertyDescription("Its name, which begins with the time at which it was made (UTC).")
        String name,
    @Min(0) @JsonPropertyDescription("Its size in bytes.") Long bytes) {}
