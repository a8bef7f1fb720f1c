package network.mandala.crds.runner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What the pods of a runner, and the gateway on its behalf, may reach. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Sandbox(
    @Default("restricted")
        @JsonPropertyDescription(
            "restricted: pods have no network but the gateway and the source of the model, "
                + "and endpoint must be one of allowedEndpoints when that is not empty; disabled: "
                + "what the isolation of the Project allows. Default restricted. Can be changed.")
        SandboxMode mode,
    @Size(max = 50)
        @JsonPropertyDescription(
            "Origins that endpoint may have, such as https://models.example.org:8443. Empty: "
                + "any. Default empty. Can be changed.")
        List<@Pattern("^https?://[a-z0-9.-]+(:[0-9]{1,5})?$") @Size(min = 8, max = 300) String>
            allowedEndpoints) {
  public Sandbox {
    mode = mode == null ? SandboxMode.RESTRICTED : mode;
    allowedEndpoints = allowedEndpoints == null ? List.of() : List.copyOf(allowedEndpoints);
  }

  /** The sandbox of a runner that names none. */
  public static Sandbox standard() {
    return new Sandbox(null, null);
  }
}
