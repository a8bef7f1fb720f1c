package network.mandala.manifest;

import java.util.List;
import java.util.stream.Collectors;

/** A manifest is no good; says everything that is wrong with it at once. */
public final class ManifestInvalid extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  ManifestInvalid(List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> "  " + problem)
            .collect(Collectors.joining("\n", Manifest.FILE + " cannot be used:\n", "")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
