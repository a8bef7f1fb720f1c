package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import network.mandala.crds.format.Formats;

/** The newest build of an agent from source. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BuildStatus(
    @Size(max = 64)
        @JsonPropertyDescription(
            "Hash of everything that the image depends on: the same key is never built twice.")
        String key,
    @Size(max = 63)
        @JsonPropertyDescription(
            "Job that builds, in the namespace of the agent; that of a Dockerfile is in "
                + "mandala-build-<project>.")
        String job,
    @Pattern(Formats.TIME) @JsonPropertyDescription("When the build was started (RFC 3339).")
        String startedAt,
    @Pattern(Formats.TIME)
        @JsonPropertyDescription("When the build ended (RFC 3339). Absent: it runs or waits.")
        String finishedAt,
    @Size(max = 500)
        @JsonPropertyDescription(
            "Image with digest that was built. Absent: none yet, or the build failed.")
        String image,
    @Size(max = 500)
        @JsonPropertyDescription(
            "Image with digest of the frontend, built from its folder of the same source. "
                + "Absent: none yet, or there is no such folder.")
        String frontendImage) {}
