package network.mandala.crds.spore;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import network.mandala.crds.format.Formats;

/** A bundle that has served; going back to it needs nothing from the registry. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SporeRelease(
    @Size(max = 64) @JsonPropertyDescription("SHA-256 of the bundle, in lower-case hex.")
        String digest,
    @Size(max = 100) @JsonPropertyDescription("Version, as in its manifest.") String version,
    @Pattern(Formats.TIME) @JsonPropertyDescription("When it last began to serve (RFC 3339).")
        String servedSince) {}
