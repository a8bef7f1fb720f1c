package network.mandala.billing.tick;

import java.util.ArrayList;
import java.util.List;
import network.mandala.billing.config.BillingConfig.Disk;
import network.mandala.billing.config.BillingConfig.Sources;
import network.mandala.billing.metering.Measure;
import network.mandala.ledger.usage.Meter;

/**
 * What is asked for one meter.
 *
 * @param meter which
 * @param source whose scrapes are believed
 * @param measure how a series becomes quanta
 * @param selectors of the series; what they tell is added up
 */
record Metering(Meter meter, Source source, Measure measure, List<String> selectors) {

  /** All that is metered by Prometheus; tokens are not. */
  static List<Metering> all(Sources sources, String namespacePrefix, Disk disk) {
    var tenants = PromQl.startsWith("namespace", namespacePrefix);
    var pods = new String[] {sources.cadvisor(), sources.pods(), tenants};
    // Of the network namespace of a pod; its loopback costs nobody anything.
    var interfaces = new String[] {sources.cadvisor(), "pod!=\"\"", "interface!=\"lo\"", tenants};
    var all = new ArrayList<Metering>();
    all.add(
        new Metering(
            Meter.CPU,
            Source.CADVISOR,
            Measure.CPU,
            List.of(PromQl.selector("container_cpu_usage_seconds_total", pods))));
    all.add(
        new Metering(
            Meter.MEMORY,
            Source.CADVISOR,
            Measure.MEMORY,
            List.of(PromQl.selector("container_memory_working_set_bytes", pods))));
    all.add(
        new Metering(
            Meter.NETWORK,
            Source.CADVISOR,
            Measure.NETWORK,
            List.of(
                PromQl.selector("container_network_receive_bytes_total", interfaces),
                PromQl.selector("container_network_transmit_bytes_total", interfaces))));
    all.add(
        disk == Disk.USED
            ? new Metering(
                Meter.DISK,
                Source.KUBELET,
                Measure.DISK,
                List.of(
                    PromQl.selector("kubelet_volume_stats_used_bytes", sources.kubelet(), tenants)))
            : new Metering(
                Meter.DISK,
                Source.OPERATOR,
                Measure.DISK,
                List.of(PromQl.selector("mandala_volume_requested_bytes", sources.operator()))));
    all.add(
        new Metering(
            Meter.GPU,
            Source.OPERATOR,
            Measure.UNITS,
            List.of(PromQl.selector("mandala_gpu_allocated", sources.operator()))));
    all.add(
        new Metering(
            Meter.TEE,
            Source.OPERATOR,
            Measure.UNITS,
            List.of(PromQl.selector("mandala_tee_allocated", sources.operator()))));
    return List.copyOf(all);
  }

  boolean isGauge() {
    return measure.kind() == Measure.Kind.GAUGE;
  }
}
