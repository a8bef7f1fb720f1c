package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AllocationsTest {

  @Test
  void sayWhatBoundVolumesAndRunningPodsHave() {
    var series =
        series(
            Stream.of(claim("data", "Bound", "1Gi"), claim("waits", "Pending", "2Gi")),
            Stream.of(
                pod("busy", "Running", "", "nvidia.com/gpu", "2"),
                pod("plain", "Running", "", "cpu", "1"),
                pod("waits", "Pending", "kata-cc-tdx", "nvidia.com/gpu", "1"),
                pod("over", "Succeeded", "kata-cc-tdx", "nvidia.com/gpu", "1"),
                pod("sealed", "Running", "kata-cc-tdx", "memory", "1Gi")));

    assertThat(series)
        .containsExactlyInAnyOrder(
            "mandala_volume_requested_bytes{namespace=\"ns\",persistentvolumeclaim=\"data\"} 1.073741824E9",
            "mandala_gpu_allocated{namespace=\"ns\",pod=\"busy\",resource=\"nvidia.com/gpu\"} 2.0",
            "mandala_tee_allocated{namespace=\"ns\",pod=\"sealed\"} 1.0");
  }

  @Test
  void areEmptyBeforeThereIsAnything() {
    assertThat(series(Stream.empty(), Stream.empty())).isEmpty();
  }

  private static List<String> series(Stream<PersistentVolumeClaim> claims, Stream<Pod> pods) {
    var claimList = claims.toList();
    var podList = pods.toList();
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry
        .getPrometheusRegistry()
        .register(new Allocations(claimList::stream, podList::stream, "kata-cc-tdx"));
    return registry.scrape().lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static PersistentVolumeClaim claim(String name, String phase, String size) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("ns")
        .endMetadata()
        .withNewSpec()
        .withNewResources()
        .addToRequests("storage", Quantity.parse(size))
        .endResources()
        .endSpec()
        .withNewStatus()
        .withPhase(phase)
        .endStatus()
        .build();
  }

  private static Pod pod(
      String name, String phase, String runtimeClass, String resource, String amount) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("ns")
        .endMetadata()
        .withNewSpec()
        .withRuntimeClassName(runtimeClass.isEmpty() ? null : runtimeClass)
        .addNewContainer()
        .withNewResources()
        .addToLimits(resource, Quantity.parse(amount))
        .endResources()
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase(phase)
        .endStatus()
        .build();
  }
}
