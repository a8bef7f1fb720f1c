package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLSBuilder;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import network.mandala.operator.certificate.CertificateSecret;
import network.mandala.operator.kubernetes.Hashes;

/** The route from the host names of an agent to its Service. */
final class AgentIngress {

  private AgentIngress() {}

  static Ingress desired(Seen seen) {
    return of(seen, seen.name(), AgentDoor.serviceFor(seen), AgentHosts.routed(seen));
  }

  /** The route to the frontend. */
  static Ingress ofFrontend(Seen seen) {
    var name = FrontendHosts.nameFor(seen);
    return of(seen, name, AgentDoor.serviceForFrontend(seen), FrontendHosts.routed(seen));
  }

  /**
   * @param service that the route leads to
   */
  private static Ingress of(Seen seen, String name, String service, List<String> hosts) {
    var settings = seen.node().ingress();
    var ingress =
        new IngressBuilder()
            .withMetadata(seen.metadata(name))
            .editMetadata()
            .withAnnotations(new TreeMap<>(settings.annotations()))
            .endMetadata()
            .withNewSpec()
            .withRules(hosts.stream().map(host -> rule(service, host)).toList())
            .endSpec();
    if (!settings.className().isEmpty()) {
      ingress.editSpec().withIngressClassName(settings.className()).endSpec();
    }
    var tls = hosts.stream().flatMap(host -> tls(seen, name, host).stream()).toList();
    if (!tls.isEmpty()) {
      ingress.editSpec().withTls(tls).endSpec();
    }
    return ingress.build();
  }

  /**
   * One certificate for each host, so that a domain which leads elsewhere costs no other its own.
   * Without a Secret the controller answers with the certificate that it has by default.
   */
  private static Optional<IngressTLS> tls(Seen seen, String name, String host) {
    boolean own = host.endsWith("." + seen.node().domain());
    var secret =
        seen.node().ingress().certManager()
            ? Optional.of(
                name
                    + (own && host.startsWith(name + ".")
                        ? "-tls"
                        : "-tls-" + Hashes.hex(host, 12)))
            : own || !seen.node().acme()
                ? Optional.<String>empty()
                : CertificateSecret.find(seen.secrets(), host).map(CertificateSecret.Facts::secret);
    boolean https = seen.node().url().scheme().equals("https");
    return https || (!own && secret.isPresent())
        ? Optional.of(
            new IngressTLSBuilder().withHosts(host).withSecretName(secret.orElse(null)).build())
        : Optional.empty();
  }

  private static IngressRule rule(String service, String host) {
    return new IngressRuleBuilder()
        .withHost(host)
        .withNewHttp()
        .addNewPath()
        .withPath("/")
        .withPathType("Prefix")
        .withNewBackend()
        .withNewService()
        .withName(service)
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
