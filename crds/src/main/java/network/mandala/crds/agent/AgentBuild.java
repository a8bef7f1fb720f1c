package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import network.mandala.crds.format.Formats;
import network.mandala.crds.reference.SecretKey;

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
        String dockerfile,
    @JsonPropertyDescription(
            "Key of a Secret with npm settings (.npmrc) for private packages; only with runtime "
                + "node. It is shown to the step that installs dependencies and to nothing else, "
                + "but install scripts of packages run in that step and can read it: give it a "
                + "token that may only read. Absent: none. Can be changed: a new build.")
        SecretKey npmrc,
    @JsonPropertyDescription(
            "Key of a Secret with pip settings (pip.conf) for private packages; only with runtime "
                + "python. Shown as npmrc is. Absent: none. Can be changed: a new build.")
        SecretKey pipConf) {}
