package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** One database server of an agent. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DatabaseStatus(
    @Required @Size(max = 20) @JsonPropertyDescription("mysql, mongo or redis.") String name,
    @JsonPropertyDescription("Preparing, Ready, Failed or Stopped.") DatabaseState state,
    @Size(max = 253) @JsonPropertyDescription("Secret with its URL, user and password.")
        String secret,
    @Size(max = 253)
        @JsonPropertyDescription(
            "The request for a new password that the Secret answers. Absent: none was made.")
        String rotation,
    @Size(max = 1000)
        @JsonPropertyDescription(
            "Copies that can be gone back to, newest first, as of the last time that one was "
                + "made.")
        List<DatabaseCopy> backups,
    @JsonPropertyDescription("The newest request for a copy. Absent: none was made.")
        DatabaseRequest backup,
    @JsonPropertyDescription("The newest request to go back to a copy. Absent: none was made.")
        DatabaseRequest restore) {
  public DatabaseStatus {
    backups = backups == null ? List.of() : List.copyOf(backups);
  }
}
