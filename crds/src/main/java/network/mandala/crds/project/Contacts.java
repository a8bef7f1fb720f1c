package network.mandala.crds.project;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import network.mandala.crds.format.Formats;

/** Who is told when the balance of a project crosses one of its thresholds. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Contacts(
    @Size(max = 10)
        @JsonPropertyDescription(
            "E-mail addresses, at most 10 of at most 254 characters. Default none. Can be changed.")
        List<@Pattern(Formats.EMAIL) @Size(min = 3, max = 254) String> emails,
    @Size(max = 5)
        @JsonPropertyDescription(
            "https URLs that get a POST, signed with the key of the node; at most 5 of at most "
                + "500 characters. Default none. Can be changed.")
        List<@Pattern(Formats.HTTPS_URL) @Size(min = 9, max = 500) String> webhooks) {
  public Contacts {
    emails = emails == null ? List.of() : List.copyOf(emails);
    webhooks = webhooks == null ? List.of() : List.copyOf(webhooks);
  }

  /** Only the events tell. */
  public static Contacts nobody() {
    return new Contacts(null, null);
  }
}
