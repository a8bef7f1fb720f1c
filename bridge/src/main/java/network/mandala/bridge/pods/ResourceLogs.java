package network.mandala.bridge.pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.mandala.crds.project.Project;

/** The output of what runs in a project. */
public final class ResourceLogs {
  /** In characters, of all pods together. */
  private static final int MOST = 2 << 20;

  private static final int MOST_PODS = 10;

  private final TenantPods pods;

  public ResourceLogs(KubernetesClient client) {
    this.pods = new TenantPods(client);
  }

  /** What was found. */
  public sealed interface Found {
    record Lines(String text) implements Found {}

    /** Nothing of this kind runs. */
    record NoPods() implements Found {}

    /** What ran has gone while it was asked. */
    record Gone() implements Found {}

    /** It has not started yet. */
    record NotStarted(String pod) implements Found {}
  }

  /**
   * The newest lines. Those of several pods come one pod after the other, each below its name.
   *
   * @throws UncheckedIOException if the cluster ends in the middle of it
   */
  public Found read(Project project, LogSource source, LogQuery query) {
    var all = pods.of(project, source);
    if (all.isEmpty()) {
      return new Found.NoPods();
    }
    var started =
        all.stream().filter(pod -> TenantPods.started(pod).isPresent()).limit(MOST_PODS).toList();
    if (started.isEmpty()) {
      return new Found.NotStarted(all.getFirst().getMetadata().getName());
    }
    var texts = new ArrayList<String>();
    for (var pod : started) {
      read(pod, query, MOST / started.size())
          .ifPresent(text -> texts.add(started.size() == 1 ? text : titled(pod, text)));
    }
    return texts.isEmpty() ? new Found.Gone() : new Found.Lines(joined(texts));
  }

  private Optional<String> read(Pod pod, LogQuery query, int most) {
    try {
      return pods.log(pod, TenantPods.started(pod).orElseThrow(), query, most);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String titled(Pod pod, String text) {
    return text.isEmpty() ? "" : "==> " + pod.getMetadata().getName() + " <==\n" + text;
  }

  private static String joined(List<String> texts) {
    return String.join("\n", texts.stream().filter(text -> !text.isEmpty()).toList());
  }
}
