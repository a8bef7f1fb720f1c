package network.mandala.operator.project;

import java.io.IOException;

/** Removes what the registry holds of a project. */
@FunctionalInterface
interface RepositoryRemover {

  /**
   * Calling it again is harmless.
   *
   * @throws IOException when the registry does not answer, or refuses
   */
  void removeAllOf(String project) throws IOException, InterruptedException;
}
