package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Objects;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentAnnotations;
import network.mandala.crds.agent.AgentSpec;
import network.mandala.crds.agent.AgentStatus;
import network.mandala.crds.agent.DomainStatus;
import network.mandala.ledger.price.PriceList;
import network.mandala.operator.certificate.ProvidedNames;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.project.ProjectNames;
import network.mandala.operator.registry.TagAnswer;

/**
 * Everything that is known about one agent at one moment, out of the caches.
 *
 * @param deployment null when there is none
 * @param ingress null when there is none
 * @param frontend never null
 * @param servers of its databases
 * @param claims of volumes
 * @param pods of the agent: those that serve, the frontend's, those that build, those of databases
 * @param domains what is decided about each domain of the spec
 * @param quotas of the namespace, and of that where a Dockerfile is built
 * @param activity when somebody last asked for it; null when there is no such record
 * @param activatorAddress where requests wait for an agent that sleeps; empty: nowhere
 * @param tag what the node's registry says of the tag in the spec; null when it has not been asked
 * @param certificate what the provider's certificate for whole projects covers; null: none is given
 * @param prices of the ledger; null: no ledger is connected, or it has not told them yet
 * @param neighbours every pod of ours in these namespaces; only read to explain a quota
 */
record Seen(
    Agent agent,
    Node node,
    ProjectSeen project,
    Deployment deployment,
    Ingress ingress,
    FrontendSeen frontend,
    List<ControllerRevision> revisions,
    List<Secret> secrets,
    List<Job> jobs,
    List<StatefulSet> servers,
    List<PersistentVolumeClaim> claims,
    List<Pod> pods,
    List<DomainVerdict> domains,
    List<ResourceQuota> quotas,
    Lease activity,
    String activatorAddress,
    TagAnswer tag,
    ProvidedNames certificate,
    PriceList prices,
    List<Pod> neighbours) {

  private static final int LONGEST_NAME = 200;
  private static final String DEPLOYMENT = "[0-9a-f]{32}";

  String name() {
    return agent.getMetadata().getName();
  }

  String namespace() {
    return agent.getMetadata().getNamespace();
  }

  String projectName() {
    return ProjectNames.projectOf(namespace()).orElse("");
  }

  /** Of the project as it is now: a later one of the same name has another. */
  String projectUid() {
    return project instanceof ProjectSeen.Open open ? open.uid() : "";
  }

  AgentSpec spec() {
    return agent.getSpec();
  }

  AgentStatus status() {
    return agent.getStatus() == null ? AgentStatus.empty() : agent.getStatus();
  }

  /** The spec was changed since the status was written. */
  boolean specChanged() {
    return !agent.getMetadata().getGeneration().equals(status().observedGeneration());
  }

  /** Domains whose owner may be another one now: their proof came or went. */
  List<String> changedDomains() {
    return domains.stream()
        .map(DomainVerdict::status)
        .filter(
            now ->
                status().domains().stream()
                    .filter(before -> before.host().equals(now.host()))
                    .noneMatch(
                        before ->
                            before.state() == now.state()
                                && Objects.equals(before.missingSince(), now.missingSince())))
        .map(DomainStatus::host)
        .toList();
  }

  /** Who asked for the present spec; null when the one who did has not said. */
  String pushedBy() {
    var annotations = agent.getMetadata().getAnnotations();
    if (annotations == null
        || !String.valueOf(agent.getMetadata().getGeneration())
            .equals(annotations.get(AgentAnnotations.PUSHED_GENERATION))) {
      return null;
    }
    var who = annotations.get(AgentAnnotations.PUSHED_BY);
    return who == null || who.length() <= LONGEST_NAME ? who : who.substring(0, LONGEST_NAME);
  }

  /** The deployment that brought the present source; null when it came in another way. */
  String deploymentId() {
    var annotations = agent.getMetadata().getAnnotations();
    var source = spec().source();
    var about = source.image() == null ? source.artifact() : source.image();
    if (annotations == null || !about.equals(annotations.get(AgentAnnotations.DEPLOYMENT_SOURCE))) {
      return null;
    }
    var deployment = annotations.get(AgentAnnotations.DEPLOYMENT);
    return deployment != null && deployment.matches(DEPLOYMENT) ? deployment : null;
  }

  /** Metadata of a child. */
  ObjectMeta metadata(String childName) {
    return new ObjectMetaBuilder()
        .withName(childName)
        .withNamespace(namespace())
        .withLabels(Labels.ofAgent(projectName(), name()))
        .build();
  }

  List<Pod> podsOf(String component) {
    return pods.stream()
        .filter(pod -> component.equals(pod.getMetadata().getLabels().get(Labels.COMPONENT)))
        .toList();
  }
}
