package network.mandala.operator.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import network.mandala.crds.project.Egress;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectReason;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.operator.config.NodeConfig;
import network.mandala.operator.project.Seen.NamespaceState;
import network.mandala.operator.testing.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectPlanTest {

  private static final Credentials CREDENTIALS =
      new Credentials("pull-grant", "push-grant", Instant.parse("2026-01-15T00:00:00Z"));

  @ParameterizedTest
  @ValueSource(strings = {"project-standard", "project-all-set"})
  void theChildrenAreAsTheyWereLookedAt(String name) {
    var project = Golden.read(name, Project.class);
    var seen =
        new Seen(
            project.getMetadata().getName(),
            "uid",
            project.getSpec(),
            new NamespaceState.Absent(),
            0,
            false,
            name.equals("project-standard")
                ? Seen.Builds.NONE
                : new Seen.Builds(true, new NamespaceState.Absent()));
    var settings = name.equals("project-standard") ? settings("", List.of()) : richSettings();

    var plan = ProjectPlan.decide(seen, CREDENTIALS, settings);

    assertThat(plan).isInstanceOf(ProjectPlan.Run.class);
    Golden.assertMatches(name, ((ProjectPlan.Run) plan).children());
  }

  @Test
  void aNamespaceOfSomebodyElseIsRefused() {
    assertThat(decide(new NamespaceState.Foreign(), false))
        .isEqualTo(
            new ProjectPlan.Refuse(
                ProjectReason.NAMESPACE_TAKEN,
                "Namespace mandala-project-demo exists and was not made for this project: delete it,"
                    + " or give the project another name."));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'Namespace mandala-project-demo is still being deleted; it is made again when it is gone.'",
    "pods remain, 'Namespace mandala-project-demo is still being deleted (pods remain); it is made again when it is gone.'"
  })
  void anEndingNamespaceIsWaitedFor(String why, String message) {
    assertThat(decide(new NamespaceState.Terminating(why), false))
        .isEqualTo(new ProjectPlan.Wait(ProjectReason.NAMESPACE_TERMINATING, message));
  }

  @Test
  void aNamespaceForBuildsOfSomebodyElseIsRefusedAndOneThatEndsIsWaitedFor() {
    assertThat(decide(new Seen.Builds(true, new NamespaceState.Foreign())))
        .isInstanceOfSatisfying(
            ProjectPlan.Refuse.class,
            refuse ->
                assertThat(refuse.fix()).contains("mandala-build-demo", "Dockerfiles", "delete"));
    assertThat(decide(new Seen.Builds(true, new NamespaceState.Terminating(""))))
        .isInstanceOf(ProjectPlan.Wait.class);
  }

  @Test
  void aNamespaceForBuildsStaysFencedWhenNoDockerfileIsLeft() {
    assertThat(namespaces(new Seen.Builds(false, new NamespaceState.Absent())))
        .containsOnly("mandala-project-demo");
    assertThat(namespaces(new Seen.Builds(false, new NamespaceState.Ours())))
        .contains("mandala-build-demo");
  }

  private static Set<String> namespaces(Seen.Builds builds) {
    return ((ProjectPlan.Run) decide(builds))
        .children().stream()
            .filter(NetworkPolicy.class::isInstance)
            .map(child -> child.getMetadata().getNamespace())
            .collect(Collectors.toSet());
  }

  private static ProjectPlan decide(Seen.Builds builds) {
    var seen =
        new Seen(
            "demo", "uid", ProjectSpec.standard(), new NamespaceState.Ours(), 0, false, builds);
    return ProjectPlan.decide(seen, CREDENTIALS, settings("", List.of()));
  }

  @Test
  void aMissingRuntimeClassIsRefusedButStrangersComeFirst() {
    assertThat(decide(new NamespaceState.Ours(), true))
        .isInstanceOfSatisfying(
            ProjectPlan.Refuse.class,
            refuse -> assertThat(refuse.reason()).isEqualTo(ProjectReason.RUNTIME_CLASS_MISSING));
    assertThat(decide(new NamespaceState.Foreign(), true))
        .isInstanceOfSatisfying(
            ProjectPlan.Refuse.class,
            refuse -> assertThat(refuse.reason()).isEqualTo(ProjectReason.NAMESPACE_TAKEN));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "10.1.2.3",
        "172.20.0.1",
        "192.168.1.1", // private
        "169.254.169.254", // metadata of the clouds
        "100.64.0.1", // carrier NAT, metadata of one cloud
        "127.0.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "8.8.4.4" // denied by the provider
      })
  void addressesThatAreNotPublicAreShut(String address) {
    assertThat(isOpen(address, internetBlocks())).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"1.1.1.1", "93.184.216.34", "172.15.0.1", "172.32.0.1", "100.128.0.1"})
  void publicAddressesAreOpen(String address) {
    assertThat(isOpen(address, internetBlocks())).isTrue();
  }

  @Test
  void ipv6ExceptionsLieInsideTheirBlock() {
    var block =
        internetBlocks().stream().filter(b -> b.getCidr().contains(":")).findFirst().orElseThrow();

    assertThat(block.getCidr()).isEqualTo("2000::/3");
    assertThat(block.getExcept())
        .containsExactly("2001::/32", "2001:db8::/32", "2002::/16", "2a00:1::/48");
  }

  private static ProjectPlan decide(NamespaceState namespace, boolean runtimeClassMissing) {
    var seen =
        new Seen(
            "demo",
            "uid",
            ProjectSpec.standard(),
            namespace,
            0,
            runtimeClassMissing,
            Seen.Builds.NONE);
    return ProjectPlan.decide(seen, CREDENTIALS, settings("", List.of()));
  }

  private static List<IPBlock> internetBlocks() {
    var settings = settings("", List.of("8.8.4.0/24", "10.0.0.0/8", "fd00::/8", "2a00:1::/48"));
    return ProjectPolicies.desired("demo", Egress.INTERNET, settings).stream()
        .filter(policy -> policy.getMetadata().getName().equals("agents"))
        .map(NetworkPolicy::getSpec)
        .flatMap(spec -> spec.getEgress().stream())
        .flatMap(rule -> rule.getTo().stream())
        .filter(peer -> peer.getIpBlock() != null)
        .map(peer -> peer.getIpBlock())
        .toList();
  }

  private static boolean isOpen(String address, List<IPBlock> blocks) {
    return blocks.stream()
        .filter(block -> !block.getCidr().contains(":"))
        .anyMatch(block -> block.getExcept().stream().noneMatch(cidr -> isIn(address, cidr)));
  }

  private static boolean isIn(String address, String cidr) {
    var parts = cidr.split("/");
    int bits = Integer.parseInt(parts[1]);
    long mask = bits == 0 ? 0 : 0xffffffffL << (32 - bits) & 0xffffffffL;
    return (number(address) & mask) == (number(parts[0]) & mask);
  }

  private static long number(String address) {
    long number = 0;
    for (var part : address.split("\\.")) {
      number = number << 8 | Integer.parseInt(part);
    }
    return number;
  }

  private static ProjectSettings settings(String trustBundle, List<String> deniedCidrs) {
    return new ProjectSettings(
        "v1.31",
        trustBundle,
        "kube-system",
        deniedCidrs,
        List.of(),
        "kube-system",
        Map.of("k8s-app", "kube-dns"),
        List.of(),
        "registry.example.org",
        false,
        "mandala-system",
        Map.of("app.kubernetes.io/component", "registry"),
        Map.of("app.kubernetes.io/component", "operator"),
        8082,
        new NodeConfig.Activator(false, "", Map.of()),
        new NodeConfig.Bridge(false, ""),
        Duration.ofDays(30),
        true,
        1,
        Duration.ofMinutes(10));
  }

  private static ProjectSettings richSettings() {
    return new ProjectSettings(
        "latest",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "traefik",
        List.of("8.8.4.0/24", "fd00::/8", "2a00:1::/48"),
        List.of("10.5.0.0/16"),
        "dns",
        Map.of("app", "coredns"),
        List.of("169.254.20.10/32"),
        "10.43.0.20:5000",
        true,
        "mandala",
        Map.of("app", "registry"),
        Map.of("app", "operator"),
        9082,
        new NodeConfig.Activator(true, "mandala", Map.of("app", "activator")),
        new NodeConfig.Bridge(true, "mandala"),
        Duration.ofDays(30),
        true,
        1,
        Duration.ofMinutes(10));
  }
}
