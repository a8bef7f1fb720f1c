package network.mandala.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The cluster that the scripts have started; its facts are in a file that they wrote. */
record LocalProgramsCluster(
    String provider, Path scripts, Path state, Map<String, String> environment) implements Cluster {

  static Path kubeconfig(Path state) {
    return state.resolve("pki").resolve("admin.kubeconfig");
  }

  @Override
  public Path kubeconfig() {
    return kubeconfig(state);
  }

  @Override
  public ClusterFacts facts() {
    return ClusterFacts.local(
        Integer.parseInt(fact("http.port")), Integer.parseInt(fact("bridge.port")));
  }

  @Override
  public List<Path> baseImages() {
    return Stream.of(fact("base.images").split(":")).map(Path::of).toList();
  }

  @Override
  public void importImages(List<Path> archives, Progress progress) {
    Script.run(
        scripts.resolve("import-images.sh"),
        archives.stream().map(Path::toString).toList(),
        environment,
        "",
        progress);
  }

  @Override
  public void pushImages(List<String> references, RegistryLogin login, Progress progress) {
    var arguments = Stream.concat(Stream.of(login.username()), references.stream()).toList();
    Script.run(
        scripts.resolve("push-images.sh"),
        arguments,
        environment,
        login.password() + "\n",
        progress);
  }

  @Override
  public ClusterStatus status() {
    var lines = new ArrayList<String>();
    int exit =
        Script.exitCode(scripts.resolve("status.sh"), List.of(), environment, "", lines::add);
    return new ClusterStatus(exit == 0, lines);
  }

  @Override
  public void stop(Progress progress) {
    Script.run(scripts.resolve("stop.sh"), List.of(), environment, "", progress);
  }

  private String fact(String name) {
    var facts = new Properties();
    var file = state.resolve("facts.properties");
    try (var in = Files.newBufferedReader(file)) {
      facts.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the facts of the running cluster cannot be read from " + file, e);
    }
    var value = facts.getProperty(name);
    if (value == null) {
      throw new ClusterException(
          file
              + " lacks "
              + name
              + ": an older version started this cluster, take it down and up again");
    }
    return value;
  }
}
