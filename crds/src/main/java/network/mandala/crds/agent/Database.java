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
@ValidationRule(
    value = "!has(self.memory) || quantity(string(self.memory)).compareTo(quantity('128Mi')) >= 0",
    message = "the memory of a database is at least 128Mi")
public record Database(
    @Default("5Gi")
        @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "Size of its volume in bytes. Default 5Gi. Can grow where the storage class "
                + "allows it; cannot shrink.")
        String size,
    @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "Memory in bytes that the server has for itself and cannot exceed, at least 128Mi. "
                + "Absent: 512Mi for mysql and mongo, 256Mi for redis. Can be changed: the server is "
                + "restarted.")
        String memory,
    @Default("delete")
        @JsonPropertyDescription(
            "What happens to its volumes when the Agent is deleted or the database is removed. "
                + "delete: they go with it; keep: the claims stay, are charged for, and a new "
                + "database of the same name gets them. Default delete. Can be changed.")
        Retain retain,
    @JsonPropertyDescription(
            "Copies of the data that are made by the clock, on a volume of their own. Absent: "
                + "only those that are asked for. Can be changed.")
        DatabaseBackup backup) {
  public Database {
    size = size == null ? "5Gi" : size;
    retain = retain == null ? Retain.DELETE : retain;
  }
}
