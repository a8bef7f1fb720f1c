package network.mandala.cluster;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;

/** The K3s of one container. Its images come through its own containerd. */
record K3sCluster(String provider, String container, Path kubeconfig, int ingressPort)
    implements Cluster {
  private static final int IMPORT_MINUTES = 5;

  @Override
  public ClusterFacts facts() {
    return ClusterFacts.local(ingressPort, 0);
  }

  @Override
  public List<Path> baseImages() {
    return List.of();
  }

  @Override
  public void importImages(List<Path> archives, Progress progress) {
    for (var archive : archives) {
      progress.say("importing " + archive.getFileName());
      DockerClientFactory.instance()
          .client()
          .copyArchiveToContainerCmd(container)
          .withHostResource(archive.toString())
          .withRemotePath("/tmp")
          .exec();
      var inside = "/tmp/" + archive.getFileName();
      run("ctr", "--namespace", "k8s.io", "images", "import", inside);
      run("rm", inside);
    }
  }

  @Override
  public void pushImages(List<String> references, RegistryLogin login, Progress progress) {
    for (var reference : references) {
      progress.say("pushing " + reference);
      run(
          "ctr",
          "--namespace",
          "k8s.io",
          "images",
          "push",
          "--plain-http",
          "--user",
          login.username() + ":" + login.password(),
          reference);
    }
  }

  @Override
  public ClusterStatus status() {
    try {
      var state =
          DockerClientFactory.instance().client().inspectContainerCmd(container).exec().getState();
      return new ClusterStatus(
          Boolean.TRUE.equals(state.getRunning()),
          List.of("container " + container + " " + state.getStatus()));
    } catch (NotFoundException e) {
      return new ClusterStatus(false, List.of("container " + container + " is gone"));
    }
  }

  @Override
  public void stop(Progress progress) {
    DockerClientFactory.instance()
        .client()
        .removeContainerCmd(container)
        .withForce(true)
        .withRemoveVolumes(true)
        .exec();
    try {
      Files.deleteIfExists(kubeconfig);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + kubeconfig, e);
    }
    progress.say("the K3s container is stopped and gone");
  }

  private void run(String... command) {
    var client = DockerClientFactory.instance().client();
    var said = new StringBuilder();
    var id =
        client
            .execCreateCmd(container)
            .withAttachStdout(true)
            .withAttachStderr(true)
            .withCmd(command)
            .exec()
            .getId();
    try (var output =
        new ResultCallback.Adapter<Frame>() {
          @Override
          public void onNext(Frame frame) {
            said.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
          }
        }) {
      if (!client.execStartCmd(id).exec(output).awaitCompletion(IMPORT_MINUTES, TimeUnit.MINUTES)) {
        throw new ClusterException(
            command[0] + " in the K3s container took longer than " + IMPORT_MINUTES + " minutes");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command[0] + " in the K3s container", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(
          "interrupted while running " + command[0] + " in the K3s container", e);
    }
    var exit = client.inspectExecCmd(id).exec().getExitCodeLong();
    if (exit == null || exit != 0) {
      throw new ClusterException(
          command[0] + " failed in the K3s container: " + said.toString().strip());
    }
  }
}
