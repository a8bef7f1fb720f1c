package network.mandala.cli.agent;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import network.mandala.cli.console.Table;
import network.mandala.cli.follow.Conditions;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentStatus;

/** Agents as text for a person. */
final class AgentText {
  private AgentText() {}

  static String table(List<Agent> agents) {
    if (agents.isEmpty()) {
      return "no agents yet: mandala agent push DIR --project PROJECT --name NAME";
    }
    var table = new Table("PROJECT", "AGENT", "READY", "PODS", "URL", "WHY");
    for (Agent agent : agents) {
      var status = agent.getStatus();
      table.row(
          Agents.project(agent),
          agent.getMetadata().getName(),
          status != null && Conditions.isTrue(status.conditions(), "Ready") ? "yes" : "no",
          status == null ? null : pods(status),
          status == null ? null : status.url(),
          status == null
              ? "the operator has not seen it yet"
              : Conditions.find(status.conditions(), "Ready")
                  .map(AgentText::firstLine)
                  .orElse(null));
    }
    return table.toString();
  }

  /** Where it answers: the URL of the agent, and on a second line that of its frontend. */
  static String urls(Agent agent) {
    var status = agent.getStatus();
    return status.frontendUrl() == null ? status.url() : status.url() + "\n" + status.frontendUrl();
  }

  /** The table's row, then each condition with its whole message. */
  static String status(Agent agent) {
    var text = new StringBuilder(table(List.of(agent)));
    var status = agent.getStatus();
    if (status != null) {
      if (status.image() != null) {
        text.append("\n\nimage    ").append(status.image());
      }
      if (status.frontendUrl() != null) {
        text.append("\n\nfrontend ").append(status.frontendUrl());
      }
      text.append("\n\n");
      var conditions = new Table("CONDITION", "STATUS", "SINCE", "WHY");
      for (Condition condition : status.conditions()) {
        conditions.row(
            condition.getType(),
            condition.getStatus(),
            condition.getLastTransitionTime(),
            firstLine(condition));
      }
      text.append(conditions);
      for (Condition condition : status.conditions()) {
        if (condition.getMessage() != null && condition.getMessage().strip().lines().count() > 1) {
          text.append("\n\n")
              .append(condition.getType())
              .append(": ")
              .append(condition.getMessage().strip());
        }
      }
    }
    return text.toString();
  }

  private static String pods(AgentStatus status) {
    return orZero(status.readyReplicas()) + "/" + orZero(status.replicas());
  }

  private static int orZero(Integer count) {
    return count == null ? 0 : count;
  }

  private static String firstLine(Condition condition) {
    return Conditions.words(condition).lines().findFirst().orElse("");
  }
}
