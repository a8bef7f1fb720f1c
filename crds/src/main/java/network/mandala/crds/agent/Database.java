package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import network.mandala.crds.format.Formats;

/** A database server of its own for the agent. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "quantity(string(self.size)).compareTo(quantity(string(oldSelf.size))) >= 0",
    message = "the size of a database can grow but not shrink")
public record Database(
    @Default("20Gi")
        @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "Size of its volume in bytes. Default 20Gi. Can grow where the storage class "
                + "allows it; cannot shrink.")
        String size) {
  public Database {
    size = size == null ? "20Gi" : size;
  }
}
