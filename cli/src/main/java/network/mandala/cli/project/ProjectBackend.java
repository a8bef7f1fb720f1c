package network.mandala.cli.project;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.cli.connection.Place;
import network.mandala.cli.console.Console;
import network.mandala.crds.project.Admin;
import network.mandala.crds.project.Project;

/** What the commands do with projects, wherever they are. */
interface ProjectBackend {
  static ProjectBackend at(Place place, Console console) {
    return switch (place) {
      case Place.Cluster cluster -> new Projects(cluster.client(), console);
      case Place.Remote remote -> new RemoteProjects(remote.node(), console);
    };
  }

  /**
   * Makes it, or changes what is said of it.
   *
   * @param spec fields of the resource
   */
  Project apply(String name, Map<String, Object> spec);

  /** Waits until it can be worked in. */
  Project awaitReady(Project applied, Duration timeout);

  Project get(String name);

  List<Project> list();

  /** Waits until nothing of it is left. */
  void delete(String name, Duration timeout);

  /** Who may use it. */
  List<Admin> admins(String name);

  /** Gives a key a role. */
  void putAdmin(String name, Admin admin);

  /** Takes a key's role away. */
  void removeAdmin(String name, String identityKey);
}
