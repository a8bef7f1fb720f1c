package network.mandala.operator.registry;

import java.util.Optional;

/** What of the registry is needed by the cluster. */
public interface Usage {

  /**
   * Everything that the objects of a project say at this moment.
   *
   * @return empty when nothing of the project may be judged now: it is being deleted, not known, or
   *     something of it is being built or changed
   */
  Optional<Mentions> of(String project);

  /** Answers whether something is mentioned. */
  @FunctionalInterface
  interface Mentions {
    boolean has(String digestOrTaggedRepository);
  }
}
