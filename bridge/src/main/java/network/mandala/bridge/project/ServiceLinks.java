package network.mandala.bridge.project;

import java.util.List;
import java.util.Set;

/** The URLs that services of a project are told of each other, as its client has noted them. */
public interface ServiceLinks {
  /** Of a project at most. */
  int MOST = 100;

  /**
   * One of them.
   *
   * @param envVar name of the variable
   */
  record Link(String envVar, String url) {}

  /** In the order in which they were given; none: there are none. */
  List<Link> of(String projectId);

  /** These and no others. */
  void replace(String projectId, List<Link> links);

  /** Forgets those of a project that is gone. */
  void forget(String projectId);

  /** Those that have any. */
  Set<String> projects();
}
