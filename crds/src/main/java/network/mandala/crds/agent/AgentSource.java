package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import network.mandala.crds.format.Formats;

/** Where the program of an agent comes from: an image, or source to build one from. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.image) != has(self.artifact)",
    message = "give exactly one of source.image (run it as it is) and source.artifact (build it)")
public record AgentSource(
    @Pattern(Formats.IMAGE)
        @Size(min = 1, max = 500)
        @JsonPropertyDescription(
            "Image to run as it is, such as ghcr.io/example/app:1.2 or, better, with "
                + "@sha256:... A tag is resolved once per release and kept as a digest. Exactly "
                + "one of image and artifact. Can be changed: a new release.")
        String image,
    @Pattern(Formats.ARTIFACT)
        @Size(min = 1, max = 500)
        @JsonPropertyDescription(
            "Source to build an image from: an OCI artifact pushed by the CLI, "
                + "[host/]repository@sha256:<digest>; without a host the node's registry; it must "
                + "belong to the own project. Exactly one of image and artifact. Can be changed: a "
                + "new build and a new release.")
        String artifact) {}
