package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import network.mandala.crds.spore.Colour;
import network.mandala.operator.kubernetes.Labels;

/** The Service of a spore: port 80 leads to the program of the set that serves. */
final class SporeService {

  static final int PORT = 80;

  /** Annotation: when it was last led to the other set (RFC 3339). */
  private static final String SWITCHED_AT = "mandala.network/switched-at";

  private SporeService() {}

  /**
   * @param switchedAt empty: it leads where it always led
   */
  static Service desired(Seen seen, Colour colour, int port, String switchedAt) {
    var metadata = seen.metadata(seen.name());
    if (!switchedAt.isEmpty()) {
      metadata.setAnnotations(new TreeMap<>(Map.of(SWITCHED_AT, switchedAt)));
    }
    return new ServiceBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withType("ClusterIP")
        .withSelector(SporeDeployment.selector(seen, colour))
        .addNewPort()
        .withName("http")
        .withProtocol("TCP")
        .withPort(PORT)
        .withNewTargetPort(port)
        .endPort()
        .endSpec()
        .build();
  }

  /** The set that it leads to. */
  static Optional<Colour> colourOf(Service service) {
    if (service == null || service.getSpec().getSelector() == null) {
      return Optional.empty();
    }
    var word = service.getSpec().getSelector().get(Labels.COLOUR);
    return Arrays.stream(Colour.values()).filter(c -> Lane.word(c).equals(word)).findFirst();
  }

  /** Empty when it never was, or there is none. */
  static String switchedAt(Service service) {
    return service == null || service.getMetadata().getAnnotations() == null
        ? ""
        : service.getMetadata().getAnnotations().getOrDefault(SWITCHED_AT, "");
  }
}
