package network.mandala.operator.database;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.mandala.crds.agent.DatabaseCopy;
import network.mandala.crds.agent.DatabaseRequest;
import network.mandala.crds.agent.DatabaseRequestState;
import network.mandala.crds.agent.DatabaseStatus;
import network.mandala.operator.kubernetes.Hashes;
import network.mandala.operator.kubernetes.Labels;

/**
 * The copies of one database: what was asked for, how far it is, and the objects that do it. Pure.
 */
public final class DatabaseCopies {

  private final DatabaseEngine engine;
  private final String name;
  private final Map<String, String> annotations;
  private final DatabaseStatus before;
  private final List<Job> jobs;
  private final List<Pod> pods;

  /**
   * @param annotations of the Agent
   * @param before the status as it was written last; null when there is none
   * @param jobs of the agent
   * @param pods of the Jobs of this database
   */
  public DatabaseCopies(
      String agent,
      DatabaseEngine engine,
      Map<String, String> annotations,
      DatabaseStatus before,
      List<Job> jobs,
      List<Pod> pods) {
    this.engine = engine;
    this.name = DatabaseInput.name(agent, engine);
    this.annotations = annotations == null ? Map.of() : annotations;
    this.before = before;
    this.jobs =
        jobs.stream()
            .filter(job -> engine.word().equals(job.getMetadata().getLabels().get(Labels.DATABASE)))
            .toList();
    this.pods = pods;
  }

  /** How the newest request stands; null when there never was one. */
  public DatabaseRequest request(DatabaseTask task) {
    var id = annotations.getOrDefault(task.annotation(engine), "");
    var known =
        before == null ? null : task == DatabaseTask.BACKUP ? before.backup() : before.restore();
    if (id.isEmpty() || (known != null && known.id().equals(id) && isOver(known))) {
      return known;
    }
    if (id.length() > 253) {
      return new DatabaseRequest(
          id.substring(0, 253), DatabaseRequestState.FAILED, "The request is too long.");
    }
    if (task == DatabaseTask.RESTORE && copyOf(id).isEmpty()) {
      return new DatabaseRequest(
          id,
          DatabaseRequestState.FAILED,
          "The request names no copy: names look like 20260301T120000Z.");
    }
    return job(task, id)
        .map(job -> of(job, id))
        .orElseGet(
            () ->
                new DatabaseRequest(
                    id,
                    DatabaseRequestState.RUNNING,
                    "Waiting for %s to answer.".formatted(engine.title())));
  }

  /** The copies that there are, newest first, as the last Job said. */
  public List<DatabaseCopy> list() {
    return DatabaseReport.newest(pods)
        .map(DatabaseReport::copies)
        .orElseGet(() -> before == null ? List.of() : before.backups());
  }

  /** Why the last copy that the clock asked for failed; empty when it did not. */
  public Optional<String> scheduleFault() {
    var ofTheClock =
        pods.stream()
            .filter(
                pod ->
                    pod.getMetadata()
                        .getLabels()
                        .getOrDefault("batch.kubernetes.io/job-name", "")
                        .startsWith(DatabaseSchedule.nameFor(name) + "-"))
            .toList();
    return ofTheClock.stream()
        .flatMap(DatabaseReport::ends)
        .filter(end -> end.getFinishedAt() != null)
        .max(Comparator.comparing(ContainerStateTerminated::getFinishedAt))
        .filter(last -> last.getExitCode() != 0)
        .map(last -> lastWords(ofTheClock));
  }

  /** Which copy the server has to be restarted with; empty when it need not. */
  public String restored(String live) {
    if (engine != DatabaseEngine.MONGO) {
      return "";
    }
    var request = request(DatabaseTask.RESTORE);
    return request != null && request.state() == DatabaseRequestState.DONE
        ? Hashes.hex(request.id(), 16)
        : live;
  }

  /**
   * What makes copies, in the order in which it is made.
   *
   * @param volumeSize of the volume of copies; null: there is none yet
   * @param ready the server answers
   */
  public List<HasMetadata> desired(DatabaseInput input, String volumeSize, boolean ready) {
    var desired = new ArrayList<HasMetadata>();
    var asked = new ArrayList<Job>();
    for (var task : DatabaseTask.values()) {
      var request = request(task);
      if (request != null
          && request.state() == DatabaseRequestState.RUNNING
          && (ready || job(task, request.id()).isPresent())) {
        asked.add(
            DatabaseJob.desired(
                input,
                task,
                request.id(),
                task == DatabaseTask.RESTORE ? copyOf(request.id()).orElseThrow() : ""));
      }
    }
    if (volumeSize != null || input.spec().backup() != null || !asked.isEmpty()) {
      desired.add(DatabaseCopyVolume.desired(input, volumeSize));
    }
    if (input.spec().backup() != null) {
      desired.add(DatabaseSchedule.desired(input));
    }
    desired.addAll(asked);
    // Those that are over stay until their time is: their logs can be read so long.
    jobs.stream()
        .filter(
            job ->
                asked.stream()
                    .noneMatch(
                        other -> other.getMetadata().getName().equals(job.getMetadata().getName())))
        .forEach(desired::add);
    return desired;
  }

  /** The name of the volume of copies. */
  public static String volumeOf(String agent, DatabaseEngine engine) {
    return DatabaseCopyVolume.nameFor(DatabaseInput.name(agent, engine));
  }

  private DatabaseRequest of(Job job, String id) {
    var status = job.getStatus();
    var mine =
        pods.stream()
            .filter(
                pod ->
                    job.getMetadata()
                        .getName()
                        .equals(pod.getMetadata().getLabels().get("batch.kubernetes.io/job-name")))
            .toList();
    if (status != null && has(job, "Complete")) {
      return new DatabaseRequest(
          id,
          DatabaseRequestState.DONE,
          DatabaseReport.newest(mine).map(DatabaseReport::name).orElse("Done."));
    }
    if (status != null && has(job, "Failed")) {
      return new DatabaseRequest(id, DatabaseRequestState.FAILED, lastWords(mine));
    }
    return new DatabaseRequest(id, DatabaseRequestState.RUNNING, "Its Job is at work.");
  }

  private static String lastWords(List<Pod> pods) {
    var words =
        pods.stream()
            .flatMap(DatabaseReport::ends)
            .filter(end -> end.getExitCode() != 0)
            .map(end -> end.getMessage() == null ? "" : end.getMessage().strip())
            .filter(message -> !message.isEmpty())
            .reduce((first, second) -> second)
            .orElse("The Job failed and wrote nothing; its quota or its time may be used up.");
    var redacted = DatabaseCredentials.redact(words);
    return redacted.substring(Math.max(0, redacted.length() - 1000));
  }

  private static boolean has(Job job, String condition) {
    return job.getStatus().getConditions().stream()
        .anyMatch(c -> condition.equals(c.getType()) && "True".equals(c.getStatus()));
  }

  private Optional<Job> job(DatabaseTask task, String id) {
    var wanted = DatabaseJob.nameFor(name, task, id);
    return jobs.stream().filter(job -> job.getMetadata().getName().equals(wanted)).findFirst();
  }

  private static boolean isOver(DatabaseRequest request) {
    return request.state() == DatabaseRequestState.DONE
        || request.state() == DatabaseRequestState.FAILED;
  }

  /** The copy that a request names before its first {@code @}. */
  private static Optional<String> copyOf(String id) {
    int end = id.indexOf('@');
    var copy = end < 0 ? id : id.substring(0, end);
    return DatabaseReport.NAME.matcher(copy).matches() ? Optional.of(copy) : Optional.empty();
  }
}
