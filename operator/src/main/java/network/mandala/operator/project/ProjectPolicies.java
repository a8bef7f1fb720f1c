package network.mandala.operator.project;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import network.mandala.crds.project.Egress;
import network.mandala.operator.kubernetes.Labels;

/**
 * The fences: everything is shut, then a few doors are opened. Agents are reached from the ingress
 * controller, the activator and from their own namespace, and reach DNS, their own namespace and
 * public addresses. Databases reach and are reached by their own namespace. Builds are reached by
 * nobody, and reach DNS, the registry, the token endpoint and public addresses.
 */
final class ProjectPolicies {

  /**
   * IPv4 that is not public: this network, private, shared (carrier NAT), loopback, link-local (the
   * clouds' metadata among it), protocol assignments, benchmarks, multicast, reserved (RFC 6890).
   * The ranges for documentation lead nowhere, or to a proxy of somebody who intercepts the way to
   * the internet: they protect nothing.
   */
  static final List<String> SPECIAL_IPV4 =
      List.of(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /** Global unicast; link-local, unique-local, multicast and mapped IPv4 lie outside of it. */
  private static final String GLOBAL_IPV6 = "2000::/3";

  /** Inside of it, but not public: Teredo and 6to4 (they carry IPv4 addresses), documentation. */
  static final List<String> SPECIAL_IPV6 = List.of("2001::/32", "2001:db8::/32", "2002::/16");

  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";
  private static final LabelSelector EVERYTHING = new LabelSelector();

  private final String project;
  private final String namespace;
  private final ProjectSettings settings;

  private ProjectPolicies(String project, String namespace, ProjectSettings settings) {
    this.project = project;
    this.namespace = namespace;
    this.settings = settings;
  }

  static List<NetworkPolicy> desired(String project, Egress egress, ProjectSettings settings) {
    var policies = new ProjectPolicies(project, ProjectNames.namespaceOf(project), settings);
    return List.of(
        policies.defaultDeny(),
        policies.agents(egress),
        policies.builds(egress),
        policies.databases());
  }

  /** Of the namespace where Dockerfiles are built: there is nothing but builds. */
  static List<NetworkPolicy> desiredForBuilds(
      String project, Egress egress, ProjectSettings settings) {
    var policies = new ProjectPolicies(project, ProjectNames.buildsOf(project), settings);
    return List.of(policies.defaultDeny(), policies.builds(egress));
  }

  private NetworkPolicy defaultDeny() {
    return named("default-deny")
        .editSpec()
        .withPodSelector(EVERYTHING)
        .withPolicyTypes("Ingress", "Egress")
        .endSpec()
        .build();
  }

  /** Every pod that is neither a build nor a database: agents, and what stands beside them. */
  private NetworkPolicy agents(Egress egress) {
    var out = new ArrayList<NetworkPolicyEgressRule>();
    out.add(dns());
    out.add(to(List.of(), sameNamespace()));
    if (egress == Egress.INTERNET) {
      out.add(internet());
    }
    return named("agents")
        .editSpec()
        .withPodSelector(
            new LabelSelectorBuilder()
                .addNewMatchExpression()
                .withKey(Labels.COMPONENT)
                .withOperator("NotIn")
                .withValues(
                    Labels.COMPONENT_BUILD,
                    Labels.COMPONENT_DATABASE,
                    Labels.COMPONENT_DATABASE_JOB)
                .endMatchExpression()
                .build())
        .withPolicyTypes("Ingress", "Egress")
        .withIngress(new NetworkPolicyIngressRuleBuilder().withFrom(visitors()).build())
        .withEgress(out)
        .endSpec()
        .build();
  }

  /** From where agents are reached. */
  private List<NetworkPolicyPeer> visitors() {
    var visitors = new ArrayList<NetworkPolicyPeer>();
    visitors.add(
        new NetworkPolicyPeerBuilder()
            .withNamespaceSelector(namespace(settings.ingressNamespace()))
            .build());
    visitors.add(sameNamespace());
    if (settings.activator().enabled()) {
      visitors.add(pods(settings.activator().namespace(), settings.activator().podLabels()));
    }
    return visitors;
  }

  private NetworkPolicy builds(Egress egress) {
    var out = new ArrayList<NetworkPolicyEgressRule>();
    out.add(dns());
    out.add(to(List.of(), pods(settings.registryNamespace(), settings.registryPodLabels())));
    out.add(
        to(
            List.of(port("TCP", settings.tokenPort())),
            pods(settings.registryNamespace(), settings.tokenPodLabels())));
    settings.buildCidrs().forEach(cidr -> out.add(to(List.of(), block(cidr, List.of()))));
    if (egress == Egress.INTERNET) {
      out.add(internet());
    }
    return named("builds")
        .editSpec()
        .withPodSelector(labels(Map.of(Labels.COMPONENT, Labels.COMPONENT_BUILD)))
        .withPolicyTypes("Ingress", "Egress")
        .withEgress(out)
        .endSpec()
        .build();
  }

  /** Databases talk to their own project and to nobody else: not to the ingress controller. */
  private NetworkPolicy databases() {
    return named("databases")
        .editSpec()
        .withPodSelector(
            new LabelSelectorBuilder()
                .addNewMatchExpression()
                .withKey(Labels.COMPONENT)
                .withOperator("In")
                .withValues(Labels.COMPONENT_DATABASE, Labels.COMPONENT_DATABASE_JOB)
                .endMatchExpression()
                .build())
        .withPolicyTypes("Ingress", "Egress")
        .withIngress(new NetworkPolicyIngressRuleBuilder().withFrom(sameNamespace()).build())
        .withEgress(dns(), to(List.of(), sameNamespace()))
        .endSpec()
        .build();
  }

  private NetworkPolicyEgressRule dns() {
    var servers = new ArrayList<NetworkPolicyPeer>();
    servers.add(pods(settings.dnsNamespace(), settings.dnsPodLabels()));
    settings.dnsCidrs().forEach(cidr -> servers.add(block(cidr, List.of())));
    return new NetworkPolicyEgressRuleBuilder()
        .withTo(servers)
        .withPorts(port("UDP", 53), port("TCP", 53))
        .build();
  }

  private NetworkPolicyEgressRule internet() {
    var denied4 = settings.deniedCidrs().stream().filter(cidr -> !cidr.contains(":"));
    var denied6 = settings.deniedCidrs().stream().filter(ProjectPolicies::isGlobalIpv6);
    return new NetworkPolicyEgressRuleBuilder()
        .withTo(
            block("0.0.0.0/0", Stream.concat(SPECIAL_IPV4.stream(), denied4).distinct().toList()),
            block(GLOBAL_IPV6, Stream.concat(SPECIAL_IPV6.stream(), denied6).distinct().toList()))
        .build();
  }

  /** An exception must lie inside its block; what is outside is shut anyway. */
  private static boolean isGlobalIpv6(String cidr) {
    return cidr.matches("[23][0-9a-fA-F]{3}:.*");
  }

  private NetworkPolicyBuilder named(String name) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .withLabels(Labels.ofProject(project))
        .endMetadata()
        .withNewSpec()
        .endSpec();
  }

  private static NetworkPolicyEgressRule to(List<NetworkPolicyPort> ports, NetworkPolicyPeer peer) {
    return new NetworkPolicyEgressRuleBuilder().withTo(peer).withPorts(ports).build();
  }

  private static NetworkPolicyPeer sameNamespace() {
    return new NetworkPolicyPeerBuilder().withPodSelector(EVERYTHING).build();
  }

  private static NetworkPolicyPeer pods(String namespace, Map<String, String> labels) {
    return new NetworkPolicyPeerBuilder()
        .withNamespaceSelector(namespace(namespace))
        .withPodSelector(labels(labels))
        .build();
  }

  private static NetworkPolicyPeer block(String cidr, List<String> except) {
    return new NetworkPolicyPeerBuilder()
        .withNewIpBlock()
        .withCidr(cidr)
        .withExcept(except)
        .endIpBlock()
        .build();
  }

  private static LabelSelector namespace(String name) {
    return labels(Map.of(NAMESPACE_NAME, name));
  }

  private static LabelSelector labels(Map<String, String> labels) {
    return new LabelSelectorBuilder().withMatchLabels(labels).build();
  }

  private static NetworkPolicyPort port(String protocol, int port) {
    return new NetworkPolicyPortBuilder()
        .withProtocol(protocol)
        .withPort(new IntOrString(port))
        .build();
  }
}
