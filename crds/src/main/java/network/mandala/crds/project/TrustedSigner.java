package network.mandala.crds.project;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import network.mandala.crds.format.Formats;

/** A key whose signed bundles the spores of a project accept. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.notBefore) || !has(self.notAfter) || self.notBefore < self.notAfter",
    message = "notBefore must be earlier than notAfter")
public record TrustedSigner(
    @Required
        @Pattern(Formats.NAME)
        @Size(min = 1, max = 63)
        @JsonPropertyDescription("Name of the signer in messages; unique in the project.")
        String name,
    @Required
        @Pattern(Formats.ED25519_KEY)
        @Size(max = 44)
        @JsonPropertyDescription(
            "Raw Ed25519 public key, 32 bytes, in padded base64 (44 characters). Can be changed.")
        String publicKey,
    @Size(max = 100)
        @JsonPropertyDescription(
            "Names of the apps that the key may sign, as in the manifest of the bundle. "
                + "Empty: every app. Default empty. Can be changed.")
        List<@Size(min = 1, max = 100) String> apps,
    @Pattern(Formats.TIME)
        @JsonPropertyDescription(
            "First instant at which the key is good (RFC 3339). Absent: always. Can be changed.")
        String notBefore,
    @Pattern(Formats.TIME)
        @JsonPropertyDescription(
            "Instant from which the key is no longer good (RFC 3339). Absent: never. Can be "
                + "changed.")
        String notAfter,
    @Default("false")
        @JsonPropertyDescription(
            "true refuses every bundle of this key, also those that run now: they are "
                + "stopped. Default false. Can be changed.")
        Boolean revoked) {
  public TrustedSigner {
    apps = apps == null ? List.of() : List.copyOf(apps);
    revoked = revoked != null && revoked;
  }
}
