package network.mandala.operator.project;

import network.mandala.crds.project.ProjectSpec;

/**
 * What a decision about a project rests on.
 *
 * @param uid of the Project
 * @param agents how many Agents are in its namespace
 * @param runtimeClassMissing whether spec.isolation names a RuntimeClass that does not exist
 */
record Seen(
    String name,
    String uid,
    ProjectSpec spec,
    NamespaceState namespace,
    int agents,
    boolean runtimeClassMissing,
    Builds builds) {

  /**
   * The namespace where Dockerfiles of the project are built.
   *
   * @param needed whether an Agent has a Dockerfile; once it is made, it stays with the project
   */
  record Builds(boolean needed, NamespaceState namespace) {

    static final Builds NONE = new Builds(false, new NamespaceState.Absent());
  }

  /** The namespace of the wanted name. */
  sealed interface NamespaceState {

    /** There is none. */
    record Absent() implements NamespaceState {}

    /** It is the project's. */
    record Ours() implements NamespaceState {}

    /** It is not the project's. */
    record Foreign() implements NamespaceState {}

    /**
     * It is being deleted.
     *
     * @param why what keeps it, in the words of its conditions; may be empty
     */
    record Terminating(String why) implements NamespaceState {}
  }
}
