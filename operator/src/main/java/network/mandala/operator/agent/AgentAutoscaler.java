package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder;
import java.util.ArrayList;
import java.util.List;

/** The autoscaler of an agent that may have a changing number of pods. */
final class AgentAutoscaler {

  private AgentAutoscaler() {}

  /** Only for an agent that {@link AgentReplicas#isAutoscaled}. */
  static HorizontalPodAutoscaler desired(Seen seen) {
    var scaling = seen.spec().scaling();
    var metrics = new ArrayList<MetricSpec>(List.of(utilization("cpu", scaling.targetCPU())));
    if (scaling.targetMemory() != null) {
      metrics.add(utilization("memory", scaling.targetMemory()));
    }
    return new HorizontalPodAutoscalerBuilder()
        .withMetadata(seen.metadata(seen.name()))
        .withNewSpec()
        .withNewScaleTargetRef()
        .withApiVersion("apps/v1")
        .withKind("Deployment")
        .withName(seen.name())
        .endScaleTargetRef()
        .withMinReplicas(scaling.min())
        .withMaxReplicas(scaling.max())
        .withMetrics(metrics)
        .endSpec()
        .build();
  }

  private static MetricSpec utilization(String resource, int percent) {
    return new MetricSpecBuilder()
        .withType("Resource")
        .withNewResource()
        .withName(resource)
        .withNewTarget()
        .withType("Utilization")
        .withAverageUtilization(percent)
        .endTarget()
        .endResource()
        .build();
  }
}
