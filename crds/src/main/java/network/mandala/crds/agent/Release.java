package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import network.mandala.crds.format.Formats;

/** One image with one configuration that was rolled out. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Release(
    @Size(max = 63) @JsonPropertyDescription("Id, to be used in spec.release; unique in the agent.")
        String id,
    @Size(max = 500)
        @JsonPropertyDescription(
            "Image with digest; of a tag of another registry once a pod has pulled it.")
        String image,
    @Size(max = 500)
        @JsonPropertyDescription("Image of the frontend. Absent: the release has no frontend.")
        String frontendImage,
    @Size(max = 64) @JsonPropertyDescription("Hash of the configuration that the pods run with.")
        String configHash,
    @Pattern(Formats.TIME)
        @JsonPropertyDescription(
            "When the release was recorded, before it was rolled out (RFC 3339).")
        String createdAt,
    @JsonPropertyDescription("RollingOut, Active, Superseded or Failed.") ReleaseState state,
    @Size(max = 200)
        @JsonPropertyDescription(
            "Who asked for it, as the client said that asked. Absent: it did not say.")
        String createdBy,
    @Size(max = 64)
        @JsonPropertyDescription(
            "Deployment of the signed API that it came with, the newest if there were several "
                + "with the same content. Absent: it came in another way.")
        String deployment) {}
