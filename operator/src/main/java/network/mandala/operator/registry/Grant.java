package network.mandala.operator.registry;

import java.time.Instant;
import java.util.List;

/**
 * A credential that carries its rights.
 *
 * @param subject the user name that goes with it: the project
 */
public record Grant(String subject, List<Access> access, Instant expires) {

  public Grant {
    access = List.copyOf(access);
  }
}
