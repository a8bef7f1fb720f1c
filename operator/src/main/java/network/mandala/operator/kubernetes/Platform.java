package network.mandala.operator.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** What every reconciler is built with; one of it per process. */
public record Platform(
    KubernetesClient client,
    Children children,
    Events events,
    MeterRegistry metrics,
    Clock clock) {}
