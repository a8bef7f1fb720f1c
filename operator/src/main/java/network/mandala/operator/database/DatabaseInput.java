package network.mandala.operator.database;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.crds.agent.Database;
import network.mandala.crds.agent.Retain;
import network.mandala.operator.config.NodeConfig;
import network.mandala.operator.kubernetes.Labels;

/**
 * One database of one agent: everything that its objects are made from.
 *
 * @param runtimeClassName of all pods of the project; empty: the usual one
 * @param stopped no server is to run
 * @param rotation which request for a new password the Secret answers; empty: none was made
 * @param restored which request to go back to a copy needs a restart; empty: none does
 */
public record DatabaseInput(
    String project,
    String namespace,
    String agent,
    DatabaseEngine engine,
    Database spec,
    NodeConfig.Images images,
    String runtimeClassName,
    boolean stopped,
    String rotation,
    String restored) {

  /** Of the StatefulSet, the Service, the Secret and the volume: {@code hello-mysql}. */
  public String name() {
    return name(agent, engine);
  }

  public static String name(String agent, DatabaseEngine engine) {
    return agent + "-" + engine.word();
  }

  String image() {
    return engine.image(images);
  }

  Quantity memory() {
    return Quantity.parse(spec.memory() == null ? engine.usualMemory() : spec.memory());
  }

  /** What the server's pod is guaranteed, as it is charged for; none while it is stopped. */
  public BigDecimal guaranteedCores() {
    return stopped ? BigDecimal.ZERO : DatabasePod.CPU.getNumericalAmount();
  }

  /** As above: bytes of memory. */
  public BigDecimal guaranteedBytes() {
    return stopped ? BigDecimal.ZERO : memory().getNumericalAmount();
  }

  /** Labels of the server's pod and of everything that belongs to it. */
  Map<String, String> labels(String component) {
    var labels = Labels.ofAgent(project, agent);
    labels.put(Labels.COMPONENT, component);
    labels.put(Labels.DATABASE, engine.word());
    return labels;
  }

  /** What selects the server's pod. */
  Map<String, String> selector() {
    return new TreeMap<>(
        Map.of(
            Labels.AGENT,
            agent,
            Labels.COMPONENT,
            Labels.COMPONENT_DATABASE,
            Labels.DATABASE,
            engine.word()));
  }

  ObjectMeta metadata(String objectName, String component) {
    return new ObjectMetaBuilder()
        .withName(objectName)
        .withNamespace(namespace)
        .withLabels(labels(component))
        .build();
  }

  /** As above, for a volume that is kept when the spec says so. */
  ObjectMeta volumeMetadata(String objectName, String component) {
    var metadata = metadata(objectName, component);
    if (spec.retain() == Retain.KEEP) {
      metadata.setAnnotations(new TreeMap<>(Map.of(Labels.RETAIN, "true")));
    }
    return metadata;
  }
}
