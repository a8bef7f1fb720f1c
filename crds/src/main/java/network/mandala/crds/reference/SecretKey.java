package network.mandala.crds.reference;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import network.mandala.crds.format.Formats;

/** One key of a Secret in the same namespace. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SecretKey(
    @Required
        @Pattern(Formats.OBJECT_NAME)
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Name of the Secret, in the same namespace.")
        String name,
    @Required
        @Pattern("^[-._a-zA-Z0-9]+$")
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Key in the Secret.")
        String key) {}
