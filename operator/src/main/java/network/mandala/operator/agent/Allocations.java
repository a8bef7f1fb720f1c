package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What tenants have whether they use it or not, for billing: the size of each volume, and the
 * devices and confidential VMs of each running pod. The only series that name what they are about,
 * since billing has no other way to know; a pod that is not running has nothing.
 */
final class Allocations implements MultiCollector {

  private static final String RUNNING = "Running";

  private final Supplier<Stream<PersistentVolumeClaim>> claims;
  private final Supplier<Stream<Pod>> pods;
  private final String teeRuntimeClass;

  /**
   * @param teeRuntimeClass RuntimeClass of confidential VMs; empty: there are none
   */
  Allocations(
      Supplier<Stream<PersistentVolumeClaim>> claims,
      Supplier<Stream<Pod>> pods,
      String teeRuntimeClass) {
    this.claims = claims;
    this.pods = pods;
    this.teeRuntimeClass = teeRuntimeClass;
  }

  @Override
  public MetricSnapshots collect() {
    var volumes =
        GaugeSnapshot.builder()
            .name("mandala_volume_requested_bytes")
            .help("Size that a volume of a tenant was asked for with");
    for (var claim : claims.get().toList()) {
      var size = sizeOf(claim);
      if (size != null) {
        volumes.dataPoint(
            point(
                size.doubleValue(),
                Labels.of(
                    "namespace",
                    claim.getMetadata().getNamespace(),
                    "persistentvolumeclaim",
                    claim.getMetadata().getName())));
      }
    }
    var devices =
        GaugeSnapshot.builder()
            .name("mandala_gpu_allocated")
            .help("Units of a device that a running pod of a tenant has");
    var confidential =
        GaugeSnapshot.builder()
            .name("mandala_tee_allocated")
            .help("1 for each running pod of a tenant that is a confidential VM");
    for (var pod : pods.get().toList()) {
      if (pod.getStatus() == null || !RUNNING.equals(pod.getStatus().getPhase())) {
        continue;
      }
      var namespace = pod.getMetadata().getNamespace();
      var name = pod.getMetadata().getName();
      devicesOf(pod)
          .forEach(
              (resource, units) ->
                  devices.dataPoint(
                      point(
                          units.doubleValue(),
                          Labels.of("namespace", namespace, "pod", name, "resource", resource))));
      if (!teeRuntimeClass.isEmpty()
          && teeRuntimeClass.equals(pod.getSpec().getRuntimeClassName())) {
        confidential.dataPoint(point(1, Labels.of("namespace", namespace, "pod", name)));
      }
    }
    return MetricSnapshots.of(volumes.build(), devices.build(), confidential.build());
  }

  /** What it has; what it was asked for while it has nothing yet is not there. */
  private static BigDecimal sizeOf(PersistentVolumeClaim claim) {
    var status = claim.getStatus();
    if (status == null || !"Bound".equals(status.getPhase())) {
      return null;
    }
    var size = claim.getSpec().getResources().getRequests().get("storage");
    return size == null ? null : size.getNumericalAmount();
  }

  /** Resources with a vendor in their name: the cluster's own have none. */
  private static Map<String, BigDecimal> devicesOf(Pod pod) {
    var devices = new TreeMap<String, BigDecimal>();
    for (Container container : pod.getSpec().getContainers()) {
      if (container.getResources() == null || container.getResources().getLimits() == null) {
        continue;
      }
      for (Map.Entry<String, Quantity> limit : container.getResources().getLimits().entrySet()) {
        if (limit.getKey().contains("/")) {
          devices.merge(limit.getKey(), limit.getValue().getNumericalAmount(), BigDecimal::add);
        }
      }
    }
    devices.values().removeIf(units -> units.signum() == 0);
    return devices;
  }

  private static GaugeDataPointSnapshot point(double value, Labels labels) {
    return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
  }
}
