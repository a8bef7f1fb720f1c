package network.mandala.benchmarks;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import network.mandala.crds.agent.Agent;

/**
 * The same program built in both ways in turn, on the same node: by the builder, and by buildah
 * from the Dockerfile that people write for such a program. Its dependencies do not change between
 * the builds, one line of its source does. A build is the life of its Job: what comes before (the
 * upload) and after (the roll-out) is the same for both.
 */
final class Builds {

  private static final int RUNS = 3;
  private static final String LABEL = "mandala.network/agent";
  private static final long PATIENCE_SECONDS = 180;

  private final KubernetesClient client;
  private final Path mandala;
  private final Path work;
  private final String project;

  /**
   * @param mandala the command line
   * @param work an empty folder
   * @param project that is ready
   */
  Builds(KubernetesClient client, Path mandala, Path work, String project) {
    this.client = client;
    this.mandala = mandala;
    this.work = work;
    this.project = project;
  }

  void run() throws Exception {
    var source = new HundredFiles(work.resolve("app"));
    source.write(0);
    build(source, "node", "by-node");
    build(source, "docker", "by-docker");
    var node = new ArrayList<Duration>();
    var docker = new ArrayList<Duration>();
    for (int run = 1; run <= RUNS; run++) {
      source.write(run);
      docker.add(build(source, "docker", "by-docker"));
      node.add(build(source, "node", "by-node"));
    }
    var ours = new Sample("runtime node: the builder (jib)", node);
    var peer = new Sample("runtime docker: buildah", docker);
    System.out.println(Sample.header());
    System.out.println(ours.row());
    System.out.println(peer.row());
    System.out.printf(
        Locale.ROOT,
        "ratio of the medians: 1 / %.1f%n",
        (double) peer.median().toNanos() / ours.median().toNanos());
    build(source, "node", "by-node-again");
    System.out.printf(
        "the same source for two agents: %s%n",
        digest("by-node").equals(digest("by-node-again"))
            ? "the same digest, " + digest("by-node")
            : "different digests, %s and %s".formatted(digest("by-node"), digest("by-node-again")));
  }

  /** From the creation of the Job to its end. */
  private Duration build(HundredFiles source, String runtime, String agent) throws Exception {
    var begun = new CompletableFuture<Long>();
    var ended = new CompletableFuture<Long>();
    // The Job of the build before is deleted meanwhile: its events are not of this build.
    var uid = new AtomicReference<String>();
    try (var watch =
        client
            .batch()
            .v1()
            .jobs()
            .inAnyNamespace()
            .withLabel(LABEL, agent)
            .withLabel("mandala.network/project", project)
            .watch(
                new Watcher<Job>() {
                  @Override
                  public void eventReceived(Action action, Job job) {
                    boolean over = isOver(job, "Failed") || isOver(job, "Complete");
                    if (!over && action == Action.ADDED && begun.complete(System.nanoTime())) {
                      uid.set(job.getMetadata().getUid());
                    }
                    if (!job.getMetadata().getUid().equals(uid.get())) {
                      return;
                    }
                    if (isOver(job, "Failed")) {
                      ended.completeExceptionally(new IllegalStateException("a build failed"));
                    } else if (isOver(job, "Complete")) {
                      ended.complete(System.nanoTime());
                    }
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    ended.completeExceptionally(cause);
                  }
                })) {
      push(source.folder(runtime), runtime, agent);
      return Duration.ofNanos(ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS) - begun.join());
    }
  }

  private static boolean isOver(Job job, String type) {
    return job.getStatus() != null
        && job.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals(type) && c.getStatus().equals("True"));
  }

  private void push(Path folder, String runtime, String agent)
      throws IOException, InterruptedException {
    var log = work.resolve(agent + ".log");
    var process =
        new ProcessBuilder(
                List.of(
                    mandala.toString(),
                    "agent",
                    "push",
                    folder.toString(),
                    "--project",
                    project,
                    "--name",
                    agent,
                    "--runtime",
                    runtime))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("mandala agent push failed: " + Files.readString(log));
    }
  }

  private String digest(String agent) {
    var image =
        client
            .resources(Agent.class)
            .inNamespace("mandala-project-" + project)
            .withName(agent)
            .get()
            .getStatus()
            .image();
    return image.substring(image.indexOf('@') + 1);
  }
}
