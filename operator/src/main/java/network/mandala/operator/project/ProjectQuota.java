package network.mandala.operator.project;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.crds.project.Quota;
import network.mandala.operator.kubernetes.Labels;

/**
 * What all pods of a project may ask for together, and what a pod gets that asks for nothing.
 *
 * <p>CPU is counted by requests alone: the kernel shares what is idle by request, so a limit would
 * only waste it. Memory cannot be taken back, so its limits are counted too, at twice the quota: an
 * agent's limit is higher than its request, and a rolling update or a build needs room for a
 * moment. The numbers of other objects are bounded as well, since a tenant fills the cluster's
 * database with them (but for our own kinds: the quota controller counts a kind that is newer than
 * itself only after minutes, and until then the API server refuses it); NodePorts and load
 * balancers would be doors past the ingress, so there are none.
 */
final class ProjectQuota {

  private static final String NAME = "mandala";
  private static final BigDecimal MEMORY_LIMITS_PER_REQUEST = BigDecimal.valueOf(2);

  private static final Map<String, Quantity> OBJECTS =
      Map.of(
          "count/secrets", new Quantity("500"),
          "count/configmaps", new Quantity("200"),
          "count/services", new Quantity("200"),
          "count/jobs.batch", new Quantity("200"),
          "count/ingresses.networking.k8s.io", new Quantity("200"),
          "persistentvolumeclaims", new Quantity("100"),
          "services.nodeports", new Quantity("0"),
          "services.loadbalancers", new Quantity("0"));

  private static final Map<String, Quantity> OBJECTS_OF_BUILDS =
      Map.of(
          "count/jobs.batch", new Quantity("200"),
          "count/secrets", new Quantity("500"),
          "count/services", new Quantity("0"),
          "persistentvolumeclaims", new Quantity("0"));

  private ProjectQuota() {}

  static ResourceQuota desired(String project, Quota quota) {
    var hard = new TreeMap<>(OBJECTS);
    hard.put("requests.storage", new Quantity(quota.storage()));
    hard.put("requests.nvidia.com/gpu", new Quantity(quota.gpu()));
    hard.put("requests.amd.com/gpu", new Quantity(quota.gpu()));
    return of(project, ProjectNames.namespaceOf(project), quota, quota.pods(), hard);
  }

  /**
   * Of the namespace where Dockerfiles are built: the pods there may ask for as much as those of
   * the project may, and there are few of them. Twice as many as may build at a time, for one that
   * is stopped is there a little longer.
   */
  static ResourceQuota desiredForBuilds(String project, Quota quota, int atOnce) {
    return of(project, ProjectNames.buildsOf(project), quota, 2L * atOnce, OBJECTS_OF_BUILDS);
  }

  /**
   * @param pods as many as there may be
   * @param others limits beside those of what the pods ask for together
   */
  private static ResourceQuota of(
      String project, String namespace, Quota quota, long pods, Map<String, Quantity> others) {
    var hard = new TreeMap<>(others);
    hard.put("requests.cpu", new Quantity(quota.cpu()));
    hard.put("requests.memory", new Quantity(quota.memory()));
    hard.put("limits.memory", times(new Quantity(quota.memory()), MEMORY_LIMITS_PER_REQUEST));
    hard.put("pods", new Quantity(String.valueOf(pods)));
    return new ResourceQuotaBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withNamespace(namespace)
        .withLabels(Labels.ofProject(project))
        .endMetadata()
        .withNewSpec()
        .withHard(hard)
        .endSpec()
        .build();
  }

  /** Defaults, so that the quota does not refuse a pod for what it does not say. */
  static LimitRange desiredDefaults(String project, Quota quota) {
    return new LimitRangeBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withNamespace(ProjectNames.namespaceOf(project))
        .withLabels(Labels.ofProject(project))
        .endMetadata()
        .withNewSpec()
        .addNewLimit()
        .withType("Container")
        .addToDefaultRequest("cpu", new Quantity("50m"))
        .addToDefaultRequest("memory", new Quantity("64Mi"))
        .addToDefaultRequest("ephemeral-storage", new Quantity("64Mi"))
        .addToDefault("memory", new Quantity("512Mi"))
        .addToDefault("ephemeral-storage", new Quantity("2Gi"))
        .endLimit()
        .addNewLimit()
        .withType("PersistentVolumeClaim")
        .addToMax("storage", new Quantity(quota.storage()))
        .endLimit()
        .endSpec()
        .build();
  }

  private static Quantity times(Quantity quantity, BigDecimal factor) {
    return Quantity.fromNumericalAmount(
        quantity.getNumericalAmount().multiply(factor), quantity.getFormat());
  }
}
