package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import network.mandala.crds.agent.AgentType;
import network.mandala.crds.agent.Resources;
import network.mandala.crds.reference.EnvSource;
import network.mandala.operator.database.DatabaseEngine;
import network.mandala.operator.database.DatabaseEnvironment;

/** The one container of an agent's pod. */
final class AgentContainer {

  static final String NAME = "agent";
  static final String GPU = "nvidia.com/gpu";

  private static final String TRUST_FOLDER = "/etc/mandala/trust";
  private static final List<String> TRUST_VARIABLES =
      List.of("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE");

  /** What an agent may use at most when it names no limit (spec.resources.memoryLimit). */
  private static final Quantity USUAL_MEMORY_LIMIT = Quantity.parse("512Mi");

  /**
   * How long a pod still answers before its program is told to end: routes go away in that time. An
   * ingress controller that gathers changes for two seconds and is busy besides has enough of it.
   */
  static final long SECONDS_TO_DRAIN = 5;

  private AgentContainer() {}

  /**
   * @param image of the release, with the digest that it is known to have
   */
  static Container desired(Seen seen, ReleaseContent content, String image) {
    var probes = new AgentProbes(content, seen.node().rolloutTimeout());
    return new ContainerBuilder()
        .withName(NAME)
        .withImage(image)
        .withImagePullPolicy("IfNotPresent")
        .withCommand(content.command())
        .withArgs(content.args())
        .withPorts(content.ports().stream().map(AgentContainer::port).toList())
        .withEnvFrom(envFrom(content))
        .withEnv(env(seen, content))
        .withResources(resources(content.resources()))
        .withStartupProbe(probes.startup())
        .withReadinessProbe(probes.readiness())
        .withLivenessProbe(probes.liveness())
        .withNewLifecycle()
        .withNewPreStop()
        .withNewSleep(SECONDS_TO_DRAIN)
        .endPreStop()
        .endLifecycle()
        // The last lines of a program that crashed are in its pod's status: nobody has to ask for
        // them, and they are there when the pod is gone.
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withSecurityContext(
            new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build())
        .withVolumeMounts(mounts(seen, content))
        .build();
  }

  /** Memory that a pod may use at most. */
  static Quantity memoryLimit(Resources resources) {
    if (resources.memoryLimit() != null) {
      return Quantity.parse(resources.memoryLimit());
    }
    var guaranteed = Quantity.parse(resources.memory());
    return guaranteed.getNumericalAmount().compareTo(USUAL_MEMORY_LIMIT.getNumericalAmount()) > 0
        ? guaranteed
        : USUAL_MEMORY_LIMIT;
  }

  private static ContainerPort port(int port) {
    return new ContainerPortBuilder().withContainerPort(port).withProtocol("TCP").build();
  }

  private static List<EnvFromSource> envFrom(ReleaseContent content) {
    var sources = new ArrayList<EnvFromSource>();
    content.envFrom().forEach(source -> sources.add(envFrom(source)));
    if (!content.envSecret().isEmpty()) {
      // Last: it wins.
      sources.add(
          new EnvFromSourceBuilder()
              .withNewSecretRef()
              .withName(content.envSecret())
              .endSecretRef()
              .build());
    }
    return sources;
  }

  private static EnvFromSource envFrom(EnvSource source) {
    return source.secretRef() != null
        ? new EnvFromSourceBuilder()
            .withNewSecretRef()
            .withName(source.secretRef().name())
            .endSecretRef()
            .build()
        : new EnvFromSourceBuilder()
            .withNewConfigMapRef()
            .withName(source.configMapRef().name())
            .endConfigMapRef()
            .build();
  }

  /** These win over what the tenant names; certificates do so as well: builds use the same. */
  private static List<EnvVar> env(Seen seen, ReleaseContent content) {
    var variables = new TreeMap<String, String>();
    variables.put("PORT", String.valueOf(content.ports().getFirst()));
    if (seen.spec().type() == AgentType.AGIDENTITY) {
      // It does not read PORT.
      variables.put("AUTH_SERVER_PORT", variables.get("PORT"));
      variables.put("HEALTH_PORT", variables.get("PORT"));
    }
    variables.put("MANDALA_AGENT", seen.name());
    variables.put("MANDALA_PROJECT", seen.projectName());
    variables.put("MANDALA_URL", AgentHosts.url(seen));
    if (content.hasFrontend()) {
      variables.put("MANDALA_FRONTEND_ORIGINS", FrontendHosts.origins(seen));
    }
    if (seen.node().trustBundle()) {
      TRUST_VARIABLES.forEach(name -> variables.put(name, TRUST_FOLDER + "/ca.crt"));
    }
    return Stream.concat(
            variables.entrySet().stream()
                .map(variable -> new EnvVar(variable.getKey(), variable.getValue(), null)),
            content.databases().stream().flatMap(use -> ofDatabase(seen, use)))
        .toList();
  }

  private static Stream<EnvVar> ofDatabase(Seen seen, DatabaseUse use) {
    return DatabaseEngine.parse(use.engine()).stream()
        .flatMap(
            engine ->
                use.variables().stream()
                    .map(name -> DatabaseEnvironment.variable(seen.name(), engine, name)));
  }

  private static ResourceRequirements resources(Resources resources) {
    var requirements =
        new ResourceRequirementsBuilder()
            .addToRequests("cpu", Quantity.parse(resources.cpu()))
            .addToRequests("memory", Quantity.parse(resources.memory()))
            .addToLimits("memory", memoryLimit(resources));
    if (resources.cpuLimit() != null) {
      requirements.addToLimits("cpu", Quantity.parse(resources.cpuLimit()));
    }
    if (resources.gpu() > 0) {
      var gpus = Quantity.parse(String.valueOf(resources.gpu()));
      requirements.addToRequests(GPU, gpus).addToLimits(GPU, gpus);
    }
    return requirements.build();
  }

  private static List<VolumeMount> mounts(Seen seen, ReleaseContent content) {
    var mounts = new ArrayList<VolumeMount>();
    mounts.add(new VolumeMountBuilder().withName("tmp").withMountPath("/tmp").build());
    if (seen.node().trustBundle()) {
      mounts.add(
          new VolumeMountBuilder()
              .withName("trust")
              .withMountPath(TRUST_FOLDER)
              .withReadOnly(true)
              .build());
    }
    if (content.hasVolume()) {
      mounts.add(
          new VolumeMountBuilder().withName("data").withMountPath(content.mountPath()).build());
    }
    return mounts;
  }
}
