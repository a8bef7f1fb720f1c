package network.mandala.operator.registry;

import java.util.Optional;
import java.util.Set;

/** Which projects there are; answered from a cache. */
@FunctionalInterface
public interface ProjectDirectory {

  /** Names that no project can have; the node's own credentials use them. */
  Set<String> RESERVED = Set.of("mandala", "system");

  /** The uid of a project that exists and is not being deleted. */
  Optional<String> uidOf(String project);
}
