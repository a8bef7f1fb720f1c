package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import network.mandala.crds.project.PodSecurity;
import network.mandala.crds.project.TrustedSigner;
import network.mandala.crds.spore.Colour;
import network.mandala.crds.spore.Rollback;
import network.mandala.crds.spore.Spore;
import network.mandala.crds.spore.SporeBudget;
import network.mandala.crds.spore.SporeBundle;
import network.mandala.crds.spore.SporePlan;
import network.mandala.crds.spore.SporeSpec;
import network.mandala.operator.bundle.Bundle;
import network.mandala.operator.bundle.BundleAnswer;
import network.mandala.operator.config.NodeConfig;
import network.mandala.operator.config.SporeConfig;
import network.mandala.operator.funding.FundingSettings;
import network.mandala.operator.funding.ProjectFunds;
import network.mandala.operator.kubernetes.Labels;

/** A cluster with one spore, in memory: what a course wants is there at once. */
final class World {

  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  static final String KEY = "wIeB6XfiABunQhwv6ZRmAs3d2UJg0u/qP8asD7S+IIY=";

  Instant now = START;
  List<TrustedSigner> signers = List.of(new TrustedSigner("acme", KEY, null, null, null, null));
  SporeConfig node = new SporeConfig(1 << 28, Map.of(), Map.of(), Map.of());
  ProjectFunds funds = ProjectFunds.UNMETERED;
  BundleAnswer answer;
  String rival = "";
  Course course;
  private final Spore spore = new Spore();
  private Service service;
  private List<Deployment> deployments = new ArrayList<>();
  private List<ControllerRevision> revisions = new ArrayList<>();
  private final Map<Colour, Integer> replicas = new EnumMap<>(Colour.class);
  private final Map<Colour, String> readyRelease = new EnumMap<>(Colour.class);
  private final Map<Colour, Instant> readySince = new EnumMap<>(Colour.class);

  World() {
    spore.setMetadata(
        new ObjectMetaBuilder()
            .withName("billing")
            .withNamespace("mandala-project-demo")
            .withUid("1")
            .withGeneration(0L)
            .build());
  }

  static Bundle bundle(int version) {
    return new Bundle(
        Integer.toHexString(version).repeat(64).substring(0, 64),
        "registry/demo/spore_bundles/image@sha256:" + "1".repeat(64),
        KEY,
        "billing",
        "v" + version + ".0.0",
        "2026-01-01T00:00:00Z",
        "billing",
        List.of("-a"),
        Map.of("A", "b"),
        0,
        0,
        0,
        "",
        true);
  }

  /** The spec names another bundle, which can be read. */
  World wants(Bundle bundle) {
    answer = new BundleAnswer.Ready(bundle);
    return spec(
        new SporeSpec(
            new SporeBundle(bundle.digest(), null),
            new SporePlan(2, 2, null, null),
            new SporeBudget(4, null, null),
            null,
            null,
            null,
            Rollback.ALLOW,
            null,
            null));
  }

  World spec(SporeSpec spec) {
    spore.setSpec(spec);
    spore.getMetadata().setGeneration(spore.getMetadata().getGeneration() + 1);
    return this;
  }

  SporeSpec spec() {
    return spore.getSpec();
  }

  Seen seen() {
    return new Seen(
        spore,
        new SporeSettings(
            "example.org",
            new NodeConfig.Url("https", 0),
            false,
            node,
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            new FundingSettings(0, Duration.ZERO, 0, Duration.ZERO, 0, "", "")),
        new SporeProject.Open("demo", "uid", PodSecurity.RESTRICTED, "", signers, funds),
        List.copyOf(deployments),
        service,
        List.copyOf(revisions),
        pods(),
        answer,
        rival,
        null);
  }

  /** Decides, and does it. */
  World step() {
    var seen = seen();
    course = Course.decide(seen, now);
    spore.setStatus(SporeStatuses.of(seen, course, null, now));
    if (course instanceof Course.Leave) {
      return this;
    }
    service = null;
    var before = List.copyOf(deployments);
    deployments = new ArrayList<>();
    revisions = new ArrayList<>();
    for (var object : new SporeChildren(seen).desired(course)) {
      switch (object) {
        case Service each -> service = each;
        case ControllerRevision each -> revisions.add(each);
        case Deployment each -> deployments.add(each);
        default -> {}
      }
    }
    deployments.forEach(deployment -> revive(deployment, before));
    readyRelease.keySet().removeIf(colour -> find(colour) == null);
    replicas.keySet().removeIf(colour -> find(colour) == null);
    if (course instanceof Course.Run run) {
      scale(run);
    }
    deployments.forEach(this::count);
    return this;
  }

  World after(Duration time) {
    now = now.plus(time);
    return step();
  }

  /** The pods of a set are ready from now on. */
  World ready(Colour colour) {
    var deployment = find(colour);
    if (deployment != null
        && !SporeDeployment.releaseOf(deployment).equals(readyRelease.get(colour))) {
      readyRelease.put(colour, SporeDeployment.releaseOf(deployment));
      readySince.put(colour, now);
      count(deployment);
    }
    return step();
  }

  Colour serving() {
    return SporeService.colourOf(service).orElse(null);
  }

  boolean isReady(Colour colour) {
    var deployment = find(colour);
    return deployment != null
        && replicas.getOrDefault(colour, 1) > 0
        && SporeDeployment.releaseOf(deployment).equals(readyRelease.get(colour));
  }

  int replicas(Colour colour) {
    return replicas.getOrDefault(colour, 1);
  }

  Deployment find(Colour colour) {
    return deployments.stream()
        .filter(each -> Lane.word(colour).equals(each.getMetadata().getLabels().get(Labels.COLOUR)))
        .findFirst()
        .orElse(null);
  }

  void loseRecords() {
    revisions.clear();
  }

  private void revive(Deployment deployment, List<Deployment> before) {
    deployment.getMetadata().setGeneration(1L);
    boolean same =
        before.stream()
            .anyMatch(
                old ->
                    old.getMetadata().getName().equals(deployment.getMetadata().getName())
                        && SporeDeployment.releaseOf(old)
                            .equals(SporeDeployment.releaseOf(deployment)));
    if (!same) {
      readyRelease.remove(colour(deployment));
    }
  }

  private void scale(Course.Run run) {
    int served = replicas(run.routed());
    for (var target : run.targets()) {
      SporeScale.toWrite(target, Instances.of(spec()), replicas(target.colour()), served)
          .ifPresent(number -> replicas.put(target.colour(), number));
    }
  }

  private void count(Deployment deployment) {
    var colour = colour(deployment);
    int pods = replicas(colour);
    deployment.getSpec().setReplicas(pods);
    deployment.setStatus(
        new DeploymentStatusBuilder()
            .withObservedGeneration(1L)
            .withReplicas(pods)
            .withUpdatedReplicas(pods)
            .withReadyReplicas(isReady(colour) ? pods : 0)
            .build());
  }

  private List<Pod> pods() {
    var pods = new ArrayList<Pod>();
    for (var deployment : deployments) {
      var colour = colour(deployment);
      for (int i = 0; i < replicas(colour); i++) {
        var pod =
            new PodBuilder()
                .withNewMetadata()
                .withName(deployment.getMetadata().getName() + i)
                .withLabels(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .endStatus();
        if (isReady(colour)) {
          pod.editStatus()
              .addNewCondition()
              .withType("Ready")
              .withStatus("True")
              .withLastTransitionTime(readySince.get(colour).toString())
              .endCondition()
              .endStatus();
        }
        pods.add(pod.build());
      }
    }
    return pods;
  }

  private static Colour colour(Deployment deployment) {
    return Lane.word(Colour.BLUE).equals(deployment.getMetadata().getLabels().get(Labels.COLOUR))
        ? Colour.BLUE
        : Colour.GREEN;
  }
}
