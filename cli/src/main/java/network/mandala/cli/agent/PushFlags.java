package network.mandala.cli.agent;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a person says on the command line about what is pushed; it wins over a manifest.
 *
 * @param runtime null: as the manifest or the files say
 * @param entry null: found by the build
 * @param ports empty: as the manifest or the push before said, or the default
 * @param environment on top of the variables of earlier pushes
 * @param unset variables to take away
 */
record PushFlags(
    String runtime,
    String entry,
    List<Integer> ports,
    Map<String, String> environment,
    Set<String> unset) {
  static final PushFlags NONE = new PushFlags(null, null, List.of(), Map.of(), Set.of());

  PushFlags {
    ports = List.copyOf(ports);
    environment = Map.copyOf(environment);
    unset = Set.copyOf(unset);
  }
}
