package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import network.mandala.crds.format.Formats;

/** Static files or an image that answers at a host of its own beside the agent. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.directory) != has(self.image)",
    message = "give exactly one of frontend.directory and frontend.image")
public record Frontend(
    @Pattern(Formats.PATH_INSIDE)
        @Size(min = 1, max = 255)
        @JsonPropertyDescription(
            "Folder of the source artifact whose files are served. Exactly one of directory "
                + "and image. Can be changed: a new build.")
        String directory,
    @Pattern(Formats.IMAGE)
        @Size(min = 1, max = 500)
        @JsonPropertyDescription(
            "Image that serves the frontend on port 8080. Exactly one of directory and "
                + "image. Can be changed: pods are replaced.")
        String image) {}
