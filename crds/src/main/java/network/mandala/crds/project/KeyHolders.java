package network.mandala.crds.project;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** What those who use a project with a key get through the signed bridge. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record KeyHolders(
    @Default("false")
        @JsonPropertyDescription(
            "Whether owners and admins are shown variables whose names look secret, as tools of "
                + "older nodes that pay a key among them need; viewers never are. Default false. "
                + "Can be changed.")
        Boolean revealSecrets,
    @Default("false")
        @JsonPropertyDescription(
            "Whether the project has a key of its own: its pods are given SERVER_PRIVATE_KEY and "
                + "NETWORK, and the node pays satoshis of the balance to it once. The bridge makes "
                + "the key before it sets this. Default false. Can be changed; the key stays.")
        Boolean blockchainFunding) {
  public KeyHolders {
    revealSecrets = revealSecrets != null && revealSecrets;
    blockchainFunding = blockchainFunding != null && blockchainFunding;
  }

  /** Nothing is shown or paid. */
  public static KeyHolders standard() {
    return new KeyHolders(null, null);
  }
}
