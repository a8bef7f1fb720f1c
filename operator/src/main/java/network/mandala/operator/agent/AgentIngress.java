package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLSBuilder;
import java.util.Optional;
import java.util.TreeMap;
import network.mandala.operator.certificate.CertificateSecret;
import network.mandala.operator.kubernetes.Hashes;

/** The route from the host names of an agent to its Service. */
final class AgentIngress {

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
    var tls = hosts.stream().flatMap(host -> tls(seen, host).stream()).toList();
    if (!tls.isEmpty()) {
      ingress.editSpec().withTls(tls).endSpec();
    }
    return ingress.build();
  }

  /**
   * One certificate for each host, so that a domain which leads elsewhere costs no other its own.
   * Without a Secret the controller answers with the certificate that it has by default.
   */
  private static Optional<IngressTLS> tls(Seen seen, String host) {
    boolean own = host.equals(AgentHosts.own(seen));
    var secret =
        seen.node().ingress().certManager()
            ? Optional.of(seen.name() + (own ? "-tls" : "-tls-" + Hashes.hex(host, 12)))
            : own || !seen.node().acme()
                ? Optional.<String>empty()
                : CertificateSecret.find(seen.secrets(), host).map(CertificateSecret.Facts::secret);
    boolean https = seen.node().url().scheme().equals("https");
    return https || (!own && secret.isPresent())
        ? Optional.of(
            new IngressTLSBuilder().withHosts(host).withSecretName(secret.orElse(null)).build())
        : Optional.empty();
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
        .withName(AgentDoor.serviceFor(seen))
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
