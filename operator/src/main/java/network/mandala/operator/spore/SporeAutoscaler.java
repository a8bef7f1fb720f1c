package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder;
import network.mandala.crds.spore.Colour;

/** The autoscaler of a spore whose plan has a range: of the set that serves. */
final class SporeAutoscaler {

  /** Share of its processor that an instance may use before another one is started. */
  private static final int PERCENT = 80;

  private SporeAutoscaler() {}

  static HorizontalPodAutoscaler desired(Seen seen, Colour colour, Instances instances) {
    return new HorizontalPodAutoscalerBuilder()
        .withMetadata(seen.metadata(seen.name()))
        .withNewSpec()
        .withNewScaleTargetRef()
        .withApiVersion("apps/v1")
        .withKind("Deployment")
        .withName(SporeDeployment.nameOf(seen, colour))
        .endScaleTargetRef()
        .withMinReplicas(instances.least())
        .withMaxReplicas(instances.most())
        .withMetrics(
            new MetricSpecBuilder()
                .withType("Resource")
                .withNewResource()
                .withName("cpu")
                .withNewTarget()
                .withType("Utilization")
                .withAverageUtilization(PERCENT)
                .endTarget()
                .endResource()
                .build())
        .endSpec()
        .build();
  }
}
