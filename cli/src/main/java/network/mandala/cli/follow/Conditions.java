package network.mandala.cli.follow;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** Reading conditions. */
public final class Conditions {
  private Conditions() {}

  public static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(condition -> type.equals(condition.getType())).findFirst();
  }

  public static boolean isTrue(List<Condition> conditions, String type) {
    return find(conditions, type)
        .filter(condition -> "True".equals(condition.getStatus()))
        .isPresent();
  }

  public static boolean isFalse(List<Condition> conditions, String type) {
    return find(conditions, type)
        .filter(condition -> "False".equals(condition.getStatus()))
        .isPresent();
  }

  /**
   * What a condition says to a person: its message, which explains itself, else the bare reason.
   */
  public static String words(Condition condition) {
    return condition.getMessage() == null || condition.getMessage().isBlank()
        ? condition.getReason()
        : condition.getMessage();
  }
}
