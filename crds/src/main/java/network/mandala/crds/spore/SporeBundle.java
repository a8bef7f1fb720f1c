package network.mandala.crds.spore;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import network.mandala.crds.format.Formats;

/** The signed bundle of a spore. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.digest) != has(self.artifact)",
    message = "give exactly one of bundle.digest and bundle.artifact")
public record SporeBundle(
    @Pattern(Formats.SHA256)
        @Size(min = 64, max = 64)
        @JsonPropertyDescription(
            "SHA-256 of the bundle file in lower-case hex, as it was published to the "
                + "repository of the node. Exactly one of digest and artifact. Can be changed: a "
                + "new roll-out.")
        String digest,
    @Pattern(Formats.ARTIFACT)
        @Size(min = 1, max = 500)
        @JsonPropertyDescription(
            "The bundle as an OCI artifact, [host/]repository@sha256:<digest>; without a "
                + "host the node's registry. Exactly one of digest and artifact. Can be changed: a "
                + "new roll-out.")
        String artifact) {}
