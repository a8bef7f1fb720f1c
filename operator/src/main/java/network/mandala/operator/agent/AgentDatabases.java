package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.Database;
import network.mandala.crds.agent.DatabaseAnnotations;
import network.mandala.crds.agent.DatabaseState;
import network.mandala.crds.agent.DatabaseStatus;
import network.mandala.crds.agent.Retain;
import network.mandala.operator.database.DatabaseCopies;
import network.mandala.operator.database.DatabaseCredentials;
import network.mandala.operator.database.DatabaseDiagnosis;
import network.mandala.operator.database.DatabaseEngine;
import network.mandala.operator.database.DatabaseEnvironment;
import network.mandala.operator.database.DatabaseFinding;
import network.mandala.operator.database.DatabaseInput;
import network.mandala.operator.database.DatabaseObjects;
import network.mandala.operator.database.DatabaseTask;
import network.mandala.operator.funding.ProjectFunds;
import network.mandala.operator.kubernetes.Labels;

/** The databases of an agent: which there are, how they are, and what its releases know of them. */
final class AgentDatabases {

  private static final SecureRandom RANDOM = new SecureRandom();

  private AgentDatabases() {}

  /**
   * What the spec names; and what it no longer names, as long as a release that uses it may come
   * back.
   */
  static List<DatabaseInput> of(Seen seen, AgentPlan plan) {
    return switch (plan) {
      case AgentPlan.Leave leave -> List.of();
      case AgentPlan.Await await -> inputs(seen, false, null);
      case AgentPlan.Sleep sleep ->
          sleep.project().funds().stage() == ProjectFunds.Stage.RECLAIMED
              ? List.of()
              : inputs(seen, true, null);
      case AgentPlan.Run run -> {
        boolean proved = Rollout.of(seen.deployment(), run.target().id()) == Rollout.COMPLETE;
        yield inputs(seen, false, proved ? run.target().content() : null);
      }
    };
  }

  /**
   * The objects of databases, in the order in which they are made. A Secret that is to have a new
   * password is left out, so that it is deleted, and made anew when it is gone.
   */
  static List<HasMetadata> desired(Seen seen, List<DatabaseInput> inputs) {
    return inputs.stream()
        .flatMap(
            input ->
                Stream.concat(
                    DatabaseObjects.desired(input, RANDOM).stream()
                        .filter(
                            object ->
                                !(object instanceof Secret)
                                    || input.rotation().equals(asked(seen, input.engine()))),
                    copies(seen, input.engine())
                        .desired(
                            input,
                            claim(seen, DatabaseCopies.volumeOf(seen.name(), input.engine()))
                                .map(AgentDatabases::size)
                                .orElse(null),
                            finding(seen, input).isReady())
                        .stream()))
        .toList();
  }

  /** What the status says of each. */
  static List<DatabaseStatus> statuses(Seen seen, List<DatabaseInput> inputs) {
    return inputs.stream()
        .map(
            input -> {
              var copies = copies(seen, input.engine());
              return new DatabaseStatus(
                  input.engine().word(),
                  finding(seen, input).state(),
                  input.name(),
                  input.rotation().isEmpty() ? null : input.rotation(),
                  copies.list(),
                  copies.request(DatabaseTask.BACKUP),
                  copies.request(DatabaseTask.RESTORE));
            })
        .toList();
  }

  static List<DatabaseFinding> findings(Seen seen, List<DatabaseInput> inputs) {
    return inputs.stream().map(input -> finding(seen, input)).toList();
  }

  /** What a release of the present spec is told of its databases. */
  static List<DatabaseUse> uses(Seen seen) {
    return Arrays.stream(DatabaseEngine.values())
        .filter(engine -> engine.in(seen.spec().databases()).isPresent())
        .map(
            engine ->
                new DatabaseUse(
                    engine.word(),
                    rotation(seen, engine),
                    DatabaseEnvironment.names(engine).stream()
                        .filter(name -> !seen.spec().env().containsKey(name))
                        .toList()))
        .toList();
  }

  /** Servers that have no pod although the quota has room for it: their controller waits. */
  static List<StatefulSet> lackingPods(Seen seen, List<DatabaseInput> inputs) {
    return inputs.stream()
        .filter(input -> finding(seen, input).reason() == AgentReason.DATABASE_PREPARING)
        .filter(input -> pods(seen, Labels.COMPONENT_DATABASE, input.engine()).isEmpty())
        .flatMap(input -> server(seen, input.engine()).stream())
        .toList();
  }

  /** Those that the spec names. */
  static List<DatabaseInput> named(Seen seen, boolean stopped) {
    return Arrays.stream(DatabaseEngine.values())
        .flatMap(
            engine ->
                engine.in(seen.spec().databases()).stream()
                    .map(database -> input(seen, engine, database, stopped)))
        .toList();
  }

  /** Whether every database that a release uses answers now. */
  static boolean areReadyFor(Seen seen, ReleaseContent content) {
    return inputs(seen, false, content).stream()
        .filter(input -> uses(content, input.engine()))
        .allMatch(input -> finding(seen, input).isReady());
  }

  /** Databases that a release is told of and the spec does not name. */
  static List<String> missing(Seen seen, ReleaseContent content) {
    return content.databases().stream()
        .map(DatabaseUse::engine)
        .filter(
            word ->
                DatabaseEngine.parse(word)
                    .flatMap(engine -> engine.in(seen.spec().databases()))
                    .isEmpty())
        .toList();
  }

  /**
   * @param proved the release that has proved itself, beside which no other can come back; null:
   *     none has
   */
  private static List<DatabaseInput> inputs(Seen seen, boolean stopped, ReleaseContent proved) {
    var inputs = new ArrayList<DatabaseInput>();
    for (var engine : DatabaseEngine.values()) {
      engine
          .in(seen.spec().databases())
          .or(() -> proved == null || uses(proved, engine) ? live(seen, engine) : Optional.empty())
          .ifPresent(database -> inputs.add(input(seen, engine, database, stopped)));
    }
    return inputs;
  }

  private static DatabaseInput input(
      Seen seen, DatabaseEngine engine, Database database, boolean stopped) {
    return new DatabaseInput(
        seen.projectName(),
        seen.namespace(),
        seen.name(),
        engine,
        database,
        seen.node().images(),
        seen.project() instanceof ProjectSeen.Open open ? open.runtimeClassName() : "",
        stopped,
        rotation(seen, engine),
        copies(seen, engine)
            .restored(server(seen, engine).map(DatabaseObjects::restoredOf).orElse("")));
  }

  private static DatabaseCopies copies(Seen seen, DatabaseEngine engine) {
    return new DatabaseCopies(
        seen.name(),
        engine,
        seen.agent().getMetadata().getAnnotations(),
        seen.status().databases().stream()
            .filter(database -> database.name().equals(engine.word()))
            .findFirst()
            .orElse(null),
        seen.jobs(),
        pods(seen, Labels.COMPONENT_DATABASE_JOB, engine));
  }

  private static boolean uses(ReleaseContent content, DatabaseEngine engine) {
    return content.databases().stream().anyMatch(use -> use.engine().equals(engine.word()));
  }

  /** A database that the spec no longer names, as it is. */
  private static Optional<Database> live(Seen seen, DatabaseEngine engine) {
    var volume = volume(seen, engine);
    return server(seen, engine)
        .map(
            server ->
                new Database(
                    volume.map(AgentDatabases::size).orElse(null),
                    null,
                    volume.map(AgentDatabases::retain).orElse(null),
                    null));
  }

  private static DatabaseFinding finding(Seen seen, DatabaseInput input) {
    var server = server(seen, input.engine()).orElse(null);
    var pods = pods(seen, Labels.COMPONENT_DATABASE, input.engine());
    var finding = DatabaseDiagnosis.of(input, server, pods);
    if (finding.isReady()) {
      return copies(seen, input.engine())
          .scheduleFault()
          .map(
              fault ->
                  new DatabaseFinding(
                      input.engine(),
                      finding.state(),
                      finding.reason(),
                      "%s Its last copy by the clock failed: %s"
                          .formatted(finding.message(), fault)))
          .orElse(finding);
    }
    if (finding.state() == DatabaseState.PREPARING
        && finding.reason() == AgentReason.DATABASE_PREPARING
        && server != null
        && pods.isEmpty()) {
      return QuotaDiagnosis.ofDatabase(seen, input.engine(), server)
          .map(
              quota ->
                  new DatabaseFinding(
                      input.engine(), finding.state(), quota.reason(), quota.message()))
          .orElse(finding);
    }
    return finding;
  }

  /** The request for a new password that the Secret answers, or will when it is made. */
  private static String rotation(Seen seen, DatabaseEngine engine) {
    var name = DatabaseInput.name(seen.name(), engine);
    return seen.secrets().stream()
        .filter(secret -> secret.getMetadata().getName().equals(name))
        .findFirst()
        .map(DatabaseCredentials::rotationOf)
        .orElseGet(() -> asked(seen, engine));
  }

  private static String asked(Seen seen, DatabaseEngine engine) {
    var annotations = seen.agent().getMetadata().getAnnotations();
    return annotations == null
        ? ""
        : annotations.getOrDefault(DatabaseAnnotations.rotate(engine.word()), "");
  }

  private static Optional<StatefulSet> server(Seen seen, DatabaseEngine engine) {
    return seen.servers().stream()
        .filter(server -> is(server, DatabaseInput.name(seen.name(), engine)))
        .findFirst();
  }

  private static Optional<PersistentVolumeClaim> volume(Seen seen, DatabaseEngine engine) {
    return claim(seen, DatabaseInput.name(seen.name(), engine));
  }

  private static Optional<PersistentVolumeClaim> claim(Seen seen, String name) {
    return seen.claims().stream().filter(claim -> is(claim, name)).findFirst();
  }

  private static List<Pod> pods(Seen seen, String component, DatabaseEngine engine) {
    return seen.podsOf(component).stream()
        .filter(pod -> engine.word().equals(pod.getMetadata().getLabels().get(Labels.DATABASE)))
        .toList();
  }

  private static String size(PersistentVolumeClaim claim) {
    return claim.getSpec().getResources().getRequests().get("storage").toString();
  }

  private static Retain retain(PersistentVolumeClaim claim) {
    var annotations = claim.getMetadata().getAnnotations();
    return annotations != null && annotations.containsKey(Labels.RETAIN)
        ? Retain.KEEP
        : Retain.DELETE;
  }

  private static boolean is(HasMetadata object, String name) {
    return object.getMetadata().getName().equals(name);
  }
}
