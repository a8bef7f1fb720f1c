package network.mandala.cli.spore;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import network.mandala.cli.agent.RegistryAccess;
import network.mandala.cli.connection.ServerSideApply;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;
import network.mandala.cli.follow.Follower;
import network.mandala.crds.spore.Spore;

/** The Spores of one project, as the command line reads and writes them. */
final class Spores {
  private final KubernetesClient client;
  private final Console console;
  private final String project;

  Spores(KubernetesClient client, Console console, String project) {
    this.client = client;
    this.console = console;
    this.project = project;
  }

  Spore get(String name) {
    var spore = resource(name).get();
    if (spore == null) {
      throw new Failure(
          "there is no spore %s in project %s: see 'mandala spore status --project %s', or start it: mandala spore run"
              .formatted(name, project, project));
    }
    return spore;
  }

  /** Stores the bundle in the project's registry, where a folder has it. */
  void publish(Path repository, String digest) {
    new FolderRepository(repository)
        .find(digest)
        .ifPresent(
            bundle -> {
              console.progress("publishing " + bundle.path() + " to project " + project);
              new RegistryRepository(RegistryAccess.of(client, project), project).put(bundle);
            });
  }

  /** Makes it, or changes it to what was asked for now. */
  Spore apply(String name, SporeWish wish) {
    ServerSideApply.apply(client, Spore.class, namespace(), name, wish.spec());
    return get(name);
  }

  Spore change(String name, Map<String, Object> change) {
    get(name);
    return ServerSideApply.merge(resource(name), change);
  }

  /** Waits until the bundle serves; {@code timeout} null: does not. */
  Spore awaitServing(Spore written, String digest, Duration timeout) {
    if (timeout == null) {
      return written;
    }
    long generation = written.getMetadata().getGeneration();
    return new Follower(console)
        .follow(
            resource(written.getMetadata().getName()),
            spore -> SporeProgress.serving(spore, digest, generation),
            timeout);
  }

  Spore awaitStopped(Spore written, Duration timeout) {
    long generation = written.getMetadata().getGeneration();
    return new Follower(console)
        .follow(
            resource(written.getMetadata().getName()),
            spore -> SporeProgress.stopped(spore, generation),
            timeout);
  }

  private Resource<Spore> resource(String name) {
    return client.resources(Spore.class).inNamespace(namespace()).withName(name);
  }

  private String namespace() {
    return "mandala-project-" + project;
  }
}
