package network.mandala.cli.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The processes of pods, where the node is this machine. */
final class Processes {
  private Processes() {}

  /** Those whose control group is the pod's; none when the pod runs elsewhere. */
  static List<ProcessHandle> ofPod(String uid) {
    var withUnderscores = uid.replace('-', '_');
    return ProcessHandle.allProcesses()
        .filter(
            process -> {
              var groups = groups(process.pid());
              return groups.contains(uid) || groups.contains(withUnderscores);
            })
        .toList();
  }

  /** A program of the local cluster, by the file in which its scripts note its process. */
  static Optional<ProcessHandle> ofLocalCluster(String program) {
    var note = Path.of("/run/mandala/pids", program);
    if (!Files.isReadable(note)) {
      return Optional.empty();
    }
    try {
      return ProcessHandle.of(Long.parseLong(Files.readString(note).strip().split(" ")[0]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String groups(long pid) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid), "cgroup"));
    } catch (IOException e) {
      return ""; // it has ended meanwhile
    }
  }
}
