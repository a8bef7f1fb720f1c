package network.mandala.cli.spore;

import io.fabric8.kubernetes.api.model.Condition;
import network.mandala.cli.console.Table;
import network.mandala.cli.follow.Conditions;
import network.mandala.crds.spore.Spore;
import network.mandala.crds.spore.SporeStatus;

/** A Spore, for a person. */
final class SporeText {
  private static final int SHORT = 12;

  private SporeText() {}

  /** Where it answers; without a wait it may not be known yet. */
  static String where(Spore spore) {
    var status = spore.getStatus();
    return status == null || status.url() == null
        ? "spore " + spore.getMetadata().getName() + " is written; see 'mandala spore status'"
        : status.url();
  }

  static String status(Spore spore) {
    var status = spore.getStatus() == null ? SporeStatus.empty() : spore.getStatus();
    var text = new StringBuilder();
    text.append(
        new Table("NAME", "STATE", "COLOUR", "PODS", "DIGEST", "URL")
            .row(
                spore.getMetadata().getName(),
                word(status.state()),
                word(status.activeColour()),
                orZero(status.readyReplicas()) + "/" + orZero(status.replicas()),
                shortened(status.digest()),
                status.url()));
    if (!status.endpoints().isEmpty()) {
      var endpoints = new Table("ENDPOINT", "NODE");
      status.endpoints().forEach(endpoint -> endpoints.row(endpoint.url(), endpoint.nodeId()));
      text.append("\n\n").append(endpoints);
    }
    if (!status.history().isEmpty()) {
      var history = new Table("SERVED", "VERSION", "SINCE");
      status
          .history()
          .forEach(
              release ->
                  history.row(release.digest(), shown(release.version()), release.servedSince()));
      text.append("\n\n").append(history);
    }
    if (!status.conditions().isEmpty()) {
      var conditions = new Table("CONDITION", "STATUS", "SINCE", "WHY");
      for (Condition condition : status.conditions()) {
        conditions.row(
            condition.getType(),
            condition.getStatus(),
            condition.getLastTransitionTime(),
            SporeProgress.words(condition));
      }
      text.append("\n\n").append(conditions);
    }
    for (Condition condition : status.conditions()) {
      if (Conditions.words(condition).strip().lines().count() > 1) {
        text.append("\n\n")
            .append(condition.getType())
            .append(": ")
            .append(condition.getMessage().strip());
      }
    }
    return text.toString();
  }

  private static String shortened(String digest) {
    return digest == null || digest.length() < SHORT ? digest : digest.substring(0, SHORT);
  }

  /** As the resource has it: Ready, Blue. */
  private static String word(Enum<?> value) {
    return value == null
        ? null
        : value.name().charAt(0) + value.name().substring(1).toLowerCase(java.util.Locale.ROOT);
  }

  private static int orZero(Integer count) {
    return count == null ? 0 : count;
  }

  /** A stranger's text on a terminal: nothing in it moves the cursor. */
  private static String shown(String text) {
    return text == null ? null : text.replaceAll("\\p{Cntrl}", "?");
  }
}
