package network.mandala.operator.database;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import network.mandala.crds.agent.DatabaseCopy;

/**
 * What the pod of a Job said at its end.
 *
 * @param name of the copy that was made or gone back to
 * @param copies that there are, newest first
 */
record DatabaseReport(String name, List<DatabaseCopy> copies) {

  /** Copies are named by the time at which they were made. */
  static final Pattern NAME = Pattern.compile("[0-9]{8}T[0-9]{6}Z");

  private static final Pattern DONE = Pattern.compile("done (" + NAME + ")");
  private static final Pattern COPY = Pattern.compile("copy (" + NAME + ") +([0-9]{1,18})");

  /** Empty when the text is no report. */
  static Optional<DatabaseReport> parse(String text) {
    if (text == null) {
      return Optional.empty();
    }
    String name = null;
    var copies = new ArrayList<DatabaseCopy>();
    for (var line : text.strip().lines().toList()) {
      var done = DONE.matcher(line.strip());
      var copy = COPY.matcher(line.strip());
      if (done.matches()) {
        name = done.group(1);
      } else if (copy.matches()) {
        copies.add(new DatabaseCopy(copy.group(1), Long.valueOf(copy.group(2))));
      }
    }
    return name == null
        ? Optional.empty()
        : Optional.of(new DatabaseReport(name, List.copyOf(copies)));
  }

  /** The report of the pod that ended last. */
  static Optional<DatabaseReport> newest(List<Pod> pods) {
    return pods.stream()
        .flatMap(DatabaseReport::ends)
        .filter(end -> end.getFinishedAt() != null && end.getExitCode() == 0)
        .sorted(Comparator.comparing(ContainerStateTerminated::getFinishedAt).reversed())
        .flatMap(end -> parse(end.getMessage()).stream())
        .findFirst();
  }

  /** How the container of a pod ended; nothing while it runs. */
  static Stream<ContainerStateTerminated> ends(Pod pod) {
    return pod.getStatus() == null
        ? Stream.empty()
        : pod.getStatus().getContainerStatuses().stream()
            .filter(status -> status.getState() != null)
            .map(status -> status.getState().getTerminated())
            .filter(Objects::nonNull);
  }
}
