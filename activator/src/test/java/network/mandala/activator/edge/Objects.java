package network.mandala.activator.edge;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Locale;
import java.util.Map;
import network.mandala.crds.spore.Spore;
import network.mandala.crds.spore.SporeLabels;
import network.mandala.crds.spore.SporeSpec;

/** What the cluster has of a spore. */
final class Objects {

  private Objects() {}

  static Spore spore(String namespace, String name) {
    var spore = new Spore();
    spore.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
    spore.setSpec(
        Serialization.unmarshal(
            "{\"bundle\": {\"digest\": \"" + "0".repeat(64) + "\"}}", SporeSpec.class));
    return spore;
  }

  /** A slice without instances, as the cluster makes it for the Service of a spore. */
  static EndpointSlice slice(String namespace, String app, String type, int port) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(app + "-" + type.toLowerCase(Locale.ROOT))
        .withLabels(
            Map.of(
                SporeLabels.SPORE,
                app,
                "kubernetes.io/service-name",
                app,
                "endpointslice.kubernetes.io/managed-by",
                "endpointslice-controller.k8s.io"))
        .endMetadata()
        .withAddressType(type)
        .addNewPort()
        .withName("http")
        .withProtocol("TCP")
        .withPort(port)
        .endPort()
        .build();
  }

  static EndpointSlice ready(EndpointSlice slice, String... addresses) {
    return with(slice, true, true, addresses);
  }

  static EndpointSlice with(
      EndpointSlice slice, Boolean ready, Boolean serving, String... addresses) {
    var builder = new EndpointSliceBuilder(slice);
    for (var address : addresses) {
      builder
          .addNewEndpoint()
          .withAddresses(address)
          .withNewConditions()
          .withReady(ready)
          .withServing(serving)
          .endConditions()
          .endEndpoint();
    }
    return builder.build();
  }
}
