package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRulesBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * The autoscaler of an agent that may have a changing number of pods. Each pod is paid for, so a
 * moment's load starts none; a load that stays doubles them every half a minute. They go slowly,
 * and only after five minutes without need for them.
 */
final class AgentAutoscaler {

  private static final int SECONDS_OF_LOAD = 30;
  private static final int SECONDS_WITHOUT_LOAD = 300;

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
        .withNewBehavior()
        .withScaleUp(rules(SECONDS_OF_LOAD, 30, 100, 2))
        .withScaleDown(rules(SECONDS_WITHOUT_LOAD, 60, 10, 1))
        .endBehavior()
        .endSpec()
        .build();
  }

  /**
   * @param window seconds for which the load must ask for a change all the time
   * @param period seconds in which so many percent of the pods come or go, or so many pods: what is
   *     more
   */
  private static HPAScalingRules rules(int window, int period, int percent, int pods) {
    return new HPAScalingRulesBuilder()
        .withStabilizationWindowSeconds(window)
        .withSelectPolicy("Max")
        .addNewPolicy(period, "Percent", percent)
        .addNewPolicy(period, "Pods", pods)
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
