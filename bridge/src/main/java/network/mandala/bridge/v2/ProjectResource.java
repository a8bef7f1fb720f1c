package network.mandala.bridge.v2;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.project.ProjectCreation;
import network.mandala.bridge.project.ProjectRemoval;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.bridge.route.Call;
import network.mandala.bridge.session.Seals;
import network.mandala.bridge.user.Users;
import network.mandala.crds.project.Network;
import network.mandala.crds.project.Project;

/** Projects. */
public final class ProjectResource {
  private static final Map<String, Network> NETWORKS =
      Map.of("main", Network.MAIN, "test", Network.TEST);

  private final ProjectStore projects;
  private final ProjectCreation creation;
  private final ProjectRemoval removal;
  private final Users users;
  private final Seals seals;

  public ProjectResource(
      ProjectStore projects,
      ProjectCreation creation,
      ProjectRemoval removal,
      Users users,
      Seals seals) {
    this.projects = projects;
    this.creation = creation;
    this.removal = removal;
    this.users = users;
    this.seals = seals;
  }

  /** 201, also again for the same Idempotency-Key: the project is the one that was made then. */
  public Reply create(Call call) {
    var fields = new Fields(call.body());
    var name = fields.text("name", ProjectCreation.LONGEST_NAME).orElse(null);
    var network = fields.choice("network", NETWORKS).orElse(Network.MAIN);
    fields.failIfAnythingIsWrong();
    users.register(call.identity());
    var project =
        IdempotencyKey.of(call)
            .map(key -> creation.createOnce(call.identity(), name, network, key))
            .orElseGet(() -> creation.create(call.identity(), name, network));
    if (project.getSpec().network() != network
        || !Objects.equals(project.getSpec().displayName(), name)) {
      throw Problem.of(
          ProblemType.KEY_REUSED,
          "This Idempotency-Key made project %s, which was asked for differently"
              .formatted(project.getMetadata().getName()));
    }
    return Reply.json(201, ProjectView.of(project, call.identity()))
        .with("location", "/v2/projects/" + project.getMetadata().getName());
  }

  /** Those in which the caller has a role, the oldest first. */
  public Reply list(Call call) {
    var in = new Parameters(call.search());
    var wanted = Page.Wanted.read(in, seals, "projects " + call.identity().hex());
    in.failIfAnythingIsWrong();
    var after = wanted.after().map(Place::parse).orElse(Place.FIRST);
    var found =
        projects.of(call.identity()).stream()
            .filter(project -> Place.of(project).compareTo(after) > 0)
            .limit(wanted.limit() + 1L)
            .toList();
    return Reply.ok(
        wanted.of(
            found,
            project -> Place.of(project).toString(),
            project -> ProjectView.of(project, call.identity())));
  }

  public Reply get(Call call, Project project) {
    new Parameters(call.search()).failIfAnythingIsWrong();
    return Reply.ok(ProjectView.of(project, call.identity()));
  }

  /** It is not found any more when nothing of it is left. */
  public Reply delete(Call call, Project project) {
    removal.begin(project);
    return Reply.json(202, ProjectView.deleting(project, call.identity()));
  }

  /** Where a project is in the list. */
  private record Place(String createdAt, String id) implements Comparable<Place> {
    static final Place FIRST = new Place("", "");
    private static final Pattern BLANK = Pattern.compile(" ");

    static Place of(Project project) {
      return new Place(
          Optional.ofNullable(project.getMetadata().getCreationTimestamp()).orElse(""),
          project.getMetadata().getName());
    }

    static Place parse(String text) {
      var parts = List.of(BLANK.split(text, 2));
      return new Place(parts.getFirst(), parts.getLast());
    }

    @Override
    public int compareTo(Place other) {
      return Comparator.comparing(Place::createdAt).thenComparing(Place::id).compare(this, other);
    }

    @Override
    public String toString() {
      return createdAt + " " + id;
    }
  }
}
