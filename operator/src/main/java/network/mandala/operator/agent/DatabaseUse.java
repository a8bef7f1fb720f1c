package network.mandala.operator.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A database that the pods of a release are told of.
 *
 * @param engine mysql, mongo or redis
 * @param rotation which request for a new password they were started after; empty: none
 * @param variables names of the environment variables that come from its Secret
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record DatabaseUse(String engine, String rotation, List<String> variables) {
  DatabaseUse {
    rotation = rotation == null ? "" : rotation;
    variables = variables == null ? List.of() : List.copyOf(variables);
  }
}
