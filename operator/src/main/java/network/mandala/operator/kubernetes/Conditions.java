package network.mandala.operator.kubernetes;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Pure functions over lists of conditions. */
public final class Conditions {

  public static final String TRUE = "True";
  public static final String FALSE = "False";
  public static final String UNKNOWN = "Unknown";

  /** Longer messages are cut: a status is read by people, and stored for each resource. */
  private static final int MAX_MESSAGE = 4096;

  private Conditions() {}

  /** A condition as decided: without time and generation, which {@link #merge} adds. */
  public static Condition of(String type, String status, String reason, String message) {
    var text =
        message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE - 1) + "…" : message;
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(text)
        .build();
  }

  public static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(c -> type.equals(c.getType())).findFirst();
  }

  public static boolean isTrue(List<Condition> conditions, String type) {
    return find(conditions, type).map(c -> TRUE.equals(c.getStatus())).orElse(false);
  }

  /**
   * What the status should hold: the decided conditions, each with its generation, and with the
   * time at which its status last changed. Conditions of types that were not decided are dropped:
   * they belong to another field manager, which keeps them.
   */
  public static List<Condition> merge(
      List<Condition> before, List<Condition> decided, Long generation, Instant now) {
    return decided.stream()
        .map(
            condition -> {
              var same =
                  find(before, condition.getType())
                      .filter(old -> old.getStatus().equals(condition.getStatus()));
              return new ConditionBuilder(condition)
                  .withObservedGeneration(generation)
                  .withLastTransitionTime(
                      same.map(Condition::getLastTransitionTime)
                          .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString()))
                  .build();
            })
        .toList();
  }

  /** Only the conditions of these types: the ones that a reconciler owns. */
  public static List<Condition> only(List<Condition> conditions, Set<String> types) {
    return conditions.stream()
        .filter(c -> types.contains(c.getType()))
        .collect(Collectors.toUnmodifiableList());
  }

  /** Whether its status or its reason is not what it was before. */
  public static boolean isNews(List<Condition> before, Condition now) {
    return find(before, now.getType())
        .filter(old -> old.getStatus().equals(now.getStatus()))
        .filter(old -> old.getReason().equals(now.getReason()))
        .isEmpty();
  }
}
