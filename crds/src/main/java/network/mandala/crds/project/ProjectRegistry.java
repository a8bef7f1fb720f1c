package network.mandala.crds.project;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** Where the sources and images of a project are stored. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProjectRegistry(
    @Size(max = 255)
        @JsonPropertyDescription("Host and port of the registry, as in image references.")
        String host,
    @Size(max = 255)
        @JsonPropertyDescription("Prefix of the project's repositories in it, such as demo.")
        String repository) {}
