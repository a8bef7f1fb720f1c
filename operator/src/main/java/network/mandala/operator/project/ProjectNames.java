package network.mandala.operator.project;

import java.util.Optional;

/** The names that belong to a project. */
public final class ProjectNames {

  private static final String NAMESPACE_PREFIX = "mandala-project-";
  private static final String BUILDS_PREFIX = "mandala-build-";

  /** The account of all pods of a project. */
  public static final String SERVICE_ACCOUNT = "agent";

  /** ConfigMap with the trust bundle, key {@link #TRUST_KEY}; absent when none is configured. */
  public static final String TRUST = "mandala-trust";

  public static final String TRUST_KEY = "ca.crt";

  /** Secret with which kubelets pull. */
  public static final String PULL_SECRET = "mandala-registry-pull";

  /** Secret with which sources are pushed: keys host, username, password. */
  public static final String PUSH_SECRET = "mandala-registry-push";

  static final String PUSH_GRANT_KEY = "password";

  private ProjectNames() {}

  public static String namespaceOf(String project) {
    return NAMESPACE_PREFIX + project;
  }

  /**
   * Where Dockerfiles of the project are built: their steps run as root of a user namespace, which
   * the project's own namespace admits nobody to.
   */
  public static String buildsOf(String project) {
    return BUILDS_PREFIX + project;
  }

  /** The namespace of the Agent whose child lies in a namespace: mostly the same. */
  public static String homeOf(String namespace) {
    return namespace.startsWith(BUILDS_PREFIX)
        ? namespaceOf(namespace.substring(BUILDS_PREFIX.length()))
        : namespace;
  }

  /** The project that a namespace is named for; empty for any other namespace. */
  public static Optional<String> projectOf(String namespace) {
    return namespace.startsWith(NAMESPACE_PREFIX)
        ? Optional.of(namespace.substring(NAMESPACE_PREFIX.length()))
        : Optional.empty();
  }
}
