package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.AgentSpec;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectCondition;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.project.ProjectNames;

/** Somebody with a project who applies Agents and looks at what becomes of them. */
final class Tenant {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final String namespace;

  private Tenant(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Somebody who is not in the namespace of a project. */
  static Tenant of(KubernetesClient client, String namespace) {
    return new Tenant(client, namespace);
  }

  static Tenant withProject(KubernetesClient client, String project) {
    return withProject(client, project, ProjectSpec.standard());
  }

  static Tenant withProject(KubernetesClient client, String name, ProjectSpec spec) {
    var project = new Project();
    project.setMetadata(new ObjectMetaBuilder().withName(name).build());
    project.setSpec(spec);
    client.resource(project).create();
    await()
        .atMost(SOON)
        .until(
            () -> {
              var status = client.resource(project).get().getStatus();
              return status != null
                  && Conditions.isTrue(status.conditions(), ProjectCondition.READY.word());
            });
    return new Tenant(client, ProjectNames.namespaceOf(name));
  }

  void leave() {
    client
        .resources(Project.class)
        .withName(ProjectNames.projectOf(namespace).orElseThrow())
        .delete();
  }

  String namespace() {
    return namespace;
  }

  PlayedKubelet kubelet() {
    return new PlayedKubelet(client, namespace());
  }

  /**
   * @param spec YAML
   */
  void apply(String name, String spec) {
    var agent = new Agent();
    agent.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace()).build());
    agent.setSpec(client.getKubernetesSerialization().unmarshal("---\n" + spec, AgentSpec.class));
    client.resource(agent).fieldManager("test").forceConflicts().serverSideApply();
  }

  /** Applies it, and is its kubelet until it is ready. */
  void run(String name, String spec) {
    apply(name, spec);
    serveUntilReady(name);
  }

  void serveUntilReady(String name) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              kubelet().pods(name, Labels.COMPONENT_AGENT).forEach(kubelet()::serveOnce);
              kubelet().pods(name, Labels.COMPONENT_FRONTEND).forEach(kubelet()::serveOnce);
              var ready = condition(name, AgentCondition.READY);
              assertThat(ready).isNotNull();
              assertThat(ready.getReason())
                  .as(ready.getMessage())
                  .isEqualTo(AgentReason.RUNNING.word());
              assertThat(ready.getObservedGeneration())
                  .isEqualTo(get(name).getMetadata().getGeneration());
            });
  }

  /** Reasons of the events about an agent. */
  List<String> events(String name) {
    return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> name.equals(event.getRegarding().getName()))
        .map(event -> event.getReason())
        .toList();
  }

  /** The hosts that lead to an agent. */
  /** Proofs and agents are as old as their second: of two in the same one, either may be first. */
  static void awaitNextSecond() {
    var second = Instant.now().getEpochSecond();
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Instant.now().getEpochSecond() > second);
  }

  List<String> hosts(String name) {
    return client
        .network()
        .v1()
        .ingresses()
        .inNamespace(namespace)
        .withName(name)
        .get()
        .getSpec()
        .getRules()
        .stream()
        .map(rule -> rule.getHost())
        .toList();
  }

  /** Whether a claim is gone, or going. */
  boolean deleted(String claim) {
    var live = client.persistentVolumeClaims().inNamespace(namespace).withName(claim).get();
    return live == null || live.isMarkedForDeletion();
  }

  void annotate(String name, String annotation, String value) {
    client
        .resources(Agent.class)
        .inNamespace(namespace)
        .withName(name)
        .edit(
            agent -> {
              agent.getMetadata().getAnnotations().put(annotation, value);
              return agent;
            });
  }

  Agent get(String name) {
    return client.resources(Agent.class).inNamespace(namespace()).withName(name).get();
  }

  void delete(String name) {
    client.resources(Agent.class).inNamespace(namespace()).withName(name).delete();
  }

  Condition condition(String name, AgentCondition type) {
    var agent = get(name);
    return agent == null || agent.getStatus() == null
        ? null
        : Conditions.find(agent.getStatus().conditions(), type.word()).orElse(null);
  }

  /** Waits until Ready gives a reason for the spec as it is now; its message. */
  String awaitReason(String name, AgentReason reason) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var agent = get(name);
              var ready = condition(name, AgentCondition.READY);
              assertThat(ready).isNotNull();
              assertThat(ready.getReason()).as(ready.getMessage()).isEqualTo(reason.word());
              assertThat(ready.getObservedGeneration())
                  .isEqualTo(agent.getMetadata().getGeneration());
            });
    return condition(name, AgentCondition.READY).getMessage();
  }

  /** Kind and name of everything that is made for an agent, pods apart. */
  List<String> children(String agent) {
    return live(agent).map(child -> child.getKind() + "/" + child.getMetadata().getName()).toList();
  }

  /** What is in everything that is made for an agent. */
  TreeMap<String, Object> specs(String agent) {
    return live(agent)
        .collect(
            Collectors.toMap(
                child -> child.getKind() + "/" + child.getMetadata().getName(),
                child -> {
                  var tree = client.getKubernetesSerialization().convertValue(child, TreeMap.class);
                  tree.remove("status");
                  tree.put("metadata", child.getMetadata().getLabels());
                  if (child instanceof Service service) {
                    service.getSpec().setClusterIP(null);
                    service.getSpec().setClusterIPs(null);
                    tree.put("spec", service.getSpec());
                  }
                  if (child instanceof Job job) {
                    // It has its own uid in both.
                    job.getSpec().setSelector(null);
                    job.getSpec().getTemplate().setMetadata(null);
                    tree.put("spec", job.getSpec());
                  }
                  return tree;
                },
                (a, b) -> a,
                TreeMap::new));
  }

  /** When everything that is made for an agent was written last. */
  TreeMap<String, String> versions(String agent) {
    return live(agent)
        .collect(
            Collectors.toMap(
                child -> child.getKind() + "/" + child.getMetadata().getName(),
                child -> child.getMetadata().getResourceVersion(),
                (a, b) -> a,
                TreeMap::new));
  }

  private Stream<HasMetadata> live(String agent) {
    return Stream.<MixedOperation<? extends HasMetadata, ? extends KubernetesResourceList<?>, ?>>of(
            client.apps().deployments(),
            client.apps().statefulSets(),
            client.services(),
            client.network().v1().ingresses(),
            client.autoscaling().v2().horizontalPodAutoscalers(),
            client.policy().v1().podDisruptionBudget(),
            client.persistentVolumeClaims(),
            client.secrets(),
            client.apps().controllerRevisions(),
            client.batch().v1().cronjobs(),
            client.batch().v1().jobs())
        .flatMap(
            operation ->
                operation
                    .inNamespace(namespace())
                    .withLabel(Labels.AGENT, agent)
                    .list()
                    .getItems()
                    .stream())
        .map(HasMetadata.class::cast)
        // A StatefulSet has some of its own, which are not the operator's.
        .filter(
            child ->
                child.getMetadata().getOwnerReferences().stream()
                    .noneMatch(owner -> owner.getKind().equals("StatefulSet")))
        .sorted(
            Comparator.comparing(child -> child.getKind() + "/" + child.getMetadata().getName()));
  }
}
