package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import network.mandala.crds.format.Formats;

/** How an image is built from a source artifact. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AgentBuild(
    @Pattern(Formats.PATH_INSIDE)
        @Size(min = 1, max = 255)
        @JsonPropertyDescription(
            "File that is started, relative to directory. Absent: for node the main of "
                + "package.json, else index.js; for python main.py. Can be changed: a new build.")
        String entry,
    @Pattern(Formats.PATH_INSIDE)
        @Size(min = 1, max = 255)
        @JsonPropertyDescription(
            "Folder of the artifact that holds the program. Absent: its root. Can be "
                + "changed: a new build.")
        String directory,
    @Pattern(Formats.PATH_INSIDE)
        @Size(min = 1, max = 255)
        @JsonPropertyDescription(
            "Dockerfile relative to directory; only with runtime docker. Absent: Dockerfile. "
                + "Can be changed: a new build.")
        String dockerfile) {}
