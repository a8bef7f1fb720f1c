package network.mandala.crds.spore;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** Who signed the bundle that runs. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SporeSigner(
    @Size(max = 63)
        @JsonPropertyDescription("Name of the signer in spec.trustedSigners of the Project.")
        String name,
    @Size(max = 44) @JsonPropertyDescription("Raw Ed25519 public key in padded base64.")
        String publicKey) {}
