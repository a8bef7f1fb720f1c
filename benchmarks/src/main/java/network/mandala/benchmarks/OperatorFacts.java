package network.mandala.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the operator's replicas say and cost. */
final class OperatorFacts {

  private static final String NAMESPACE = "mandala-system";
  private static final Pattern FIRST_RECONCILE = Pattern.compile("first reconcile after (\\d+) ms");

  private final KubernetesClient client;

  OperatorFacts(KubernetesClient client) {
    this.client = client;
  }

  /** A line per replica: resident memory as the kubelet reads it, and its own word of its start. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    for (var pod : replicas()) {
      var name = pod.getMetadata().getName();
      lines.add(
          "%s: %d MB resident%s"
              .formatted(name, residentBytes(pod) / 1_000_000, firstReconcile(name)));
    }
    return lines;
  }

  private List<Pod> replicas() {
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app.kubernetes.io/component", "operator")
        .list()
        .getItems();
  }

  private String firstReconcile(String pod) {
    var log = client.pods().inNamespace(NAMESPACE).withName(pod).getLog();
    var matcher = FIRST_RECONCILE.matcher(log);
    return matcher.find()
        ? ", first reconcile " + matcher.group(1) + " ms after its start"
        : ", stands by";
  }

  private long residentBytes(Pod pod) {
    var summary =
        client.raw("/api/v1/nodes/" + pod.getSpec().getNodeName() + "/proxy/stats/summary");
    var pods = client.getKubernetesSerialization().unmarshal(summary, JsonNode.class).path("pods");
    for (var stats : pods) {
      if (stats.path("podRef").path("uid").asText().equals(pod.getMetadata().getUid())) {
        return stats.path("containers").path(0).path("memory").path("rssBytes").asLong();
      }
    }
    throw new IllegalStateException("the kubelet has no memory figures of pod " + pod);
  }
}
