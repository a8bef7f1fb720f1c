package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Database servers of its own for the agent; it finds their URLs and passwords in its environment.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Databases(
    @JsonPropertyDescription(
            "MySQL, in the environment as MYSQL_URL. Absent: none; {} takes the defaults. "
                + "Removing it deletes its data unless retain is keep.")
        Database mysql,
    @JsonPropertyDescription(
            "MongoDB, or what speaks its protocol on this node, in the environment as MONGO_URL. "
                + "Absent: none; {} takes the defaults. Removing it deletes its data unless retain "
                + "is keep.")
        Database mongo,
    @JsonPropertyDescription(
            "Redis, in the environment as REDIS_URL. Absent: none; {} takes the defaults. "
                + "Removing it deletes its data unless retain is keep.")
        Database redis) {

  /** No database. */
  public static Databases none() {
    return new Databases(null, null, null);
  }
}
