package network.mandala.bridge.upload;

import java.util.List;
import java.util.Map;
import network.mandala.manifest.Service;

/**
 * What is in an upload, checked.
 *
 * @param service to run
 * @param added files that the node adds to it, by path
 * @param isProgram whether it has a program of its own; else it is a frontend alone
 * @param notes what of it is not deployed, and why; for its owner to read
 */
record Artifact(Service service, Map<String, byte[]> added, boolean isProgram, List<String> notes) {
  Artifact {
    added = Map.copyOf(added);
    notes = List.copyOf(notes);
  }

  static Artifact of(Service service) {
    return new Artifact(service, Map.of(), true, List.of());
  }
}
