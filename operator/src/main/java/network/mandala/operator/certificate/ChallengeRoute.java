package network.mandala.operator.certificate;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import network.mandala.operator.kubernetes.Hashes;

/**
 * Leads the authority from a host to the operator while an order is open. An Ingress can only name
 * a Service of its own namespace, so it is in the operator's.
 */
final class ChallengeRoute {

  private static final String HTTP = "http";

  private ChallengeRoute() {}

  static String name(String host) {
    return "mandala-acme-" + Hashes.hex(host, 16);
  }

  static Ingress desired(AcmeSettings settings, String host) {
    var ingress =
        new IngressBuilder()
            .withNewMetadata()
            .withName(name(host))
            .withNamespace(settings.namespace())
            .withLabels(OrderRecord.LABELS)
            .endMetadata()
            .withNewSpec()
            .addNewRule()
            .withHost(host)
            .withNewHttp()
            .addNewPath()
            .withPath(ChallengeEndpoint.PATH)
            .withPathType("Prefix")
            .withNewBackend()
            .withNewService()
            .withName(settings.service())
            .withNewPort()
            .withName(HTTP)
            .endPort()
            .endService()
            .endBackend()
            .endPath()
            .endHttp()
            .endRule()
            .endSpec();
    if (!settings.ingressClassName().isEmpty()) {
      ingress.editSpec().withIngressClassName(settings.ingressClassName()).endSpec();
    }
    return ingress.build();
  }
}
