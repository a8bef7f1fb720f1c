package network.mandala.crds.reference;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import network.mandala.crds.format.Formats;

/** The name of an object in the same namespace. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NamedObject(
    @Required
        @Pattern(Formats.OBJECT_NAME)
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Name of the object, in the same namespace.")
        String name) {}
