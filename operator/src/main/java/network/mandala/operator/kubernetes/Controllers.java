package network.mandala.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;

/** The settings that all controllers share. */
public final class Controllers {

  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  private Controllers() {}

  /**
   * One field manager, small caches, retries that never end (a fault that lasts an hour must not
   * strand a resource), and a look at each resource now and then.
   *
   * @param driftCheck after how long an unchanged resource is looked at again
   */
  public static <R extends HasMetadata> void standard(
      ControllerConfigurationOverrider<R> controller, Duration driftCheck) {
    controller
        .withFieldManager(Labels.FIELD_MANAGER)
        .withItemStore(Informers.trimmed())
        .withReconciliationMaxInterval(driftCheck)
        .withRetry(
            new GenericRetry()
                .setInitialInterval(FIRST_RETRY)
                .setIntervalMultiplier(2)
                .setMaxInterval(LONGEST_RETRY.toMillis())
                .withoutMaxAttempts());
  }
}
