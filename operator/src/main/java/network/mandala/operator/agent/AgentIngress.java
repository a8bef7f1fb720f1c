package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLSBuilder;
import java.util.TreeMap;

/** The route from the host names of an agent to its Service. */
final class AgentIngress {

  /** cert-manager makes certificates for an Ingress that names a Secret, and only then. */
  private static final String CERT_MANAGER = "cert-manager.io/";

  private AgentIngress() {}

  static Ingress desired(Seen seen) {
    var hosts = AgentHosts.routed(seen);
    var settings = seen.node().ingress();
    var ingress =
        new IngressBuilder()
            .withMetadata(seen.metadata(seen.name()))
            .editMetadata()
            .withAnnotations(new TreeMap<>(settings.annotations()))
            .endMetadata()
            .withNewSpec()
            .withRules(hosts.stream().map(host -> rule(seen, host)).toList())
            .endSpec();
    if (!settings.className().isEmpty()) {
      ingress.editSpec().withIngressClassName(settings.className()).endSpec();
    }
    if (seen.node().url().scheme().equals("https")) {
      var tls = new IngressTLSBuilder().withHosts(hosts);
      if (settings.annotations().keySet().stream().anyMatch(key -> key.startsWith(CERT_MANAGER))) {
        tls.withSecretName(seen.name() + "-tls");
      }
      ingress.editSpec().withTls(tls.build()).endSpec();
    }
    return ingress.build();
  }

  private static IngressRule rule(Seen seen, String host) {
    return new IngressRuleBuilder()
        .withHost(host)
        .withNewHttp()
        .addNewPath()
        .withPath("/")
        .withPathType("Prefix")
        .withNewBackend()
        .withNewService()
        .withName(seen.name())
        .withNewPort()
        .withName(AgentService.HTTP)
        .endPort()
        .endService()
        .endBackend()
        .endPath()
        .endHttp()
        .build();
  }
}
