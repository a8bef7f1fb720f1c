package network.mandala.crds.spore;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import network.mandala.crds.format.Formats;

/** What the manifest of a bundle says about its age. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SporeVersion(
    @Size(max = 100) @JsonPropertyDescription("Version, as in the manifest.") String version,
    @Pattern(Formats.TIME)
        @JsonPropertyDescription("When the bundle was packed (RFC 3339), as in the manifest.")
        String createdAt) {}
