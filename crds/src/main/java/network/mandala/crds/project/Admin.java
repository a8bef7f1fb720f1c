package network.mandala.crds.project;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import network.mandala.crds.format.Formats;

/** An identity key and what it may do. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Admin(
    @Required
        @Pattern(Formats.IDENTITY_KEY)
        @Size(max = 66)
        @JsonPropertyDescription(
            "Compressed secp256k1 public key in lower-case hex, 66 characters. It signs the "
                + "requests of this person or program.")
        String identityKey,
    @Default("admin")
        @JsonPropertyDescription(
            "What the key may do. owner: everything, also delete the project and change "
                + "owners; admin: deploy, configure, top up, change admins and viewers; viewer: "
                + "read. Default admin. Can be changed.")
        Role role) {
  public Admin {
    role = role == null ? Role.ADMIN : role;
  }
}
