package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
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
            "Folder of the source artifact whose files are served; it is left out of the image "
                + "of the agent. Exactly one of directory and image. Can be changed: a new build.")
        String directory,
    @Pattern(Formats.IMAGE)
        @Size(min = 1, max = 500)
        @JsonPropertyDescription(
            "Image that serves the frontend on port 8080. Exactly one of directory and "
                + "image. Can be changed: pods are replaced.")
        String image,
    @Default("1")
        @Min(1)
        @Max(20)
        @JsonPropertyDescription(
            "Number of pods of the frontend, whatever the agent has. Default 1. Can be changed "
                + "at once.")
        Integer replicas,
    @Size(max = 20)
        @JsonPropertyDescription(
            "Further host names that lead to the frontend, in lower case; www.<name> goes with "
                + "each that does not start so, by the same proof, unless it is named by itself. "
                + "Each needs a DNS record that points to the node and a TXT record that proves "
                + "it to be yours, which status.domains names. At most 20. Default none. Can be "
                + "changed without a new release.")
        List<@Pattern(Formats.HOST) @Size(min = 4, max = 253) String> domains) {
  public Frontend {
    replicas = replicas == null ? 1 : replicas;
    domains = domains == null ? List.of() : List.copyOf(domains);
  }
}
