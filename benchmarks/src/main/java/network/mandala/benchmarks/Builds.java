package network.mandala.benchmarks;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import network.mandala.crds.agent.Agent;

/**
 * The same program built by the builder and by buildah in turn, on the same node. Its dependencies
 * do not change between the builds, one line of its source does. What comes before (the upload) and
 * after (the roll-out) is the same for all.
 */
final class Builds {

  private static final Set<String> STEPS_WITH_IMAGE = Set.of("fetch", "assemble", "push");
  private static final String LABEL = "mandala.network/agent";
  private static final long PATIENCE_SECONDS = 240;

  private final KubernetesClient client;
  private final Path mandala;
  private final Path work;
  private final String project;
  private final int runs;

  /**
   * @param mandala the command line
   * @param work an empty folder
   * @param project that is ready
   * @param runs how often each is built after the first time, which is not counted
   */
  Builds(KubernetesClient client, Path mandala, Path work, String project, int runs) {
    this.client = client;
    this.mandala = mandala;
    this.work = work;
    this.project = project;
    this.runs = runs;
  }

  void run() throws Exception {
    var source = new HundredFiles(work.resolve("app"));
    source.write(0);
    var kinds = List.of("docker", "bare", "node");
    for (var kind : kinds) {
      build(source, kind, "by-" + kind);
    }
    var built = new TreeMap<String, List<Build>>();
    for (int run = 1; run <= runs; run++) {
      source.write(run);
      for (var kind : kinds) {
        built
            .computeIfAbsent(kind, key -> new ArrayList<>())
            .add(build(source, kind, "by-" + kind));
      }
    }
    System.out.println("\nuntil the image is known, so that its roll-out begins:");
    print(built, Build::known);
    System.out.println("until the Job is complete:");
    print(built, Build::life);
    build(source, "node", "by-node-again");
    System.out.printf(
        "the same source for two agents: %s%n",
        digest("by-node").equals(digest("by-node-again"))
            ? "the same digest, " + digest("by-node")
            : "different digests, %s and %s".formatted(digest("by-node"), digest("by-node-again")));
  }

  /**
   * Both from the creation of its Job.
   *
   * @param known until the status of its pod has the digest of the image
   * @param life until the Job is complete
   */
  private record Build(Duration known, Duration life) {}

  private static void print(Map<String, List<Build>> built, Function<Build, Duration> time) {
    var ours = sample("the builder (jib)", built.get("node"), time);
    var peer = sample("buildah", built.get("docker"), time);
    var bare = sample("buildah, installing nothing", built.get("bare"), time);
    System.out.println(Sample.header());
    System.out.println(ours.row());
    System.out.println(peer.row());
    System.out.println(bare.row());
    System.out.printf(
        Locale.ROOT,
        "ratio of the medians: 1 / %.1f, and 1 / %.1f of what installs nothing%n%n",
        (double) peer.median().toNanos() / ours.median().toNanos(),
        (double) bare.median().toNanos() / ours.median().toNanos());
  }

  private static Sample sample(String name, List<Build> builds, Function<Build, Duration> time) {
    return new Sample(name, builds.stream().map(time).toList());
  }

  private Build build(HundredFiles source, String kind, String agent) throws Exception {
    var known = new CompletableFuture<Long>();
    try (var pods =
        client
            .pods()
            .inAnyNamespace()
            .withLabel(LABEL, agent)
            .withLabel("mandala.network/project", project)
            .withLabel("mandala.network/component", "build")
            .watch(whenImageIsKnown(known))) {
      return build(source, kind, agent, known);
    }
  }

  /** Those of builds before are there already when the watch begins. */
  private static Watcher<Pod> whenImageIsKnown(CompletableFuture<Long> known) {
    var began = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, Pod pod) {
        if (!Instant.parse(pod.getMetadata().getCreationTimestamp()).isBefore(began)
            && Stream.concat(
                    pod.getStatus().getInitContainerStatuses().stream(),
                    pod.getStatus().getContainerStatuses().stream())
                .filter(container -> STEPS_WITH_IMAGE.contains(container.getName()))
                .map(container -> container.getState().getTerminated())
                .anyMatch(
                    end -> end != null && String.valueOf(end.getMessage()).contains("\"image\""))) {
          known.complete(System.nanoTime());
        }
      }

      @Override
      public void onClose(WatcherException cause) {
        known.completeExceptionally(cause);
      }
    };
  }

  private Build build(HundredFiles source, String kind, String agent, CompletableFuture<Long> known)
      throws Exception {
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
      push(source.folder(kind), kind.equals("node") ? "node" : "docker", agent);
      long end = ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      var build =
          new Build(
              Duration.ofNanos(known.get(PATIENCE_SECONDS, TimeUnit.SECONDS) - begun.join()),
              Duration.ofNanos(end - begun.join()));
      // One that is interrupted has said something.
      System.out.printf(
          Locale.ROOT,
          "%-13s digest known after %6d ms, Job complete after %6d ms%n",
          agent,
          build.known().toMillis(),
          build.life().toMillis());
      return build;
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
