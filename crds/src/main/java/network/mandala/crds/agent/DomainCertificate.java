package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import network.mandala.crds.format.Formats;

/** The certificate of a domain that the node has got for it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DomainCertificate(
    @Size(max = 253) @JsonPropertyDescription("Secret that holds it. Absent: there is none yet.")
        String secret,
    @Pattern(Formats.TIME) @JsonPropertyDescription("When it ends.") String expiresAt,
    @Pattern(Formats.TIME)
        @JsonPropertyDescription("When the next one is asked for: at two thirds of its life.")
        String renewsAt,
    @Size(max = 1000) @JsonPropertyDescription("What stands against it. Absent: nothing.")
        String message) {}
