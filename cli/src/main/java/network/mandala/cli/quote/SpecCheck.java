package network.mandala.cli.quote;

import java.util.regex.Pattern;
import network.mandala.cli.console.Failure;
import network.mandala.crds.agent.AgentSpec;
import network.mandala.crds.agent.Database;
import network.mandala.crds.format.Formats;

/**
 * What a quote rests on, checked as the cluster would when the Agent is applied. Everything else it
 * says itself, then.
 */
final class SpecCheck {

  private static final Pattern QUANTITY = Pattern.compile(Formats.QUANTITY);
  private static final int MOST_PODS = 100;
  private static final int MOST_GPUS = 64;

  private final String agent;

  private SpecCheck(String agent) {
    this.agent = agent;
  }

  /**
   * @throws Failure that names the field, the value and what it must be
   */
  static void require(AgentSpec spec, String agent) {
    var check = new SpecCheck(agent);
    var resources = spec.resources();
    check.quantity("resources.cpu", resources.cpu());
    check.quantity("resources.memory", resources.memory());
    check.quantity("resources.cpuLimit", resources.cpuLimit());
    check.quantity("resources.memoryLimit", resources.memoryLimit());
    check.between("resources.gpu", resources.gpu(), 0, MOST_GPUS);
    if (spec.storage() != null) {
      check.quantity("storage.size", spec.storage().size());
    }
    check.database("databases.mysql", spec.databases().mysql());
    check.database("databases.mongo", spec.databases().mongo());
    check.database("databases.redis", spec.databases().redis());
    var scaling = spec.scaling();
    check.between("scaling.min", scaling.min(), 1, MOST_PODS);
    check.between("scaling.max", scaling.max(), 1, MOST_PODS);
    check.between("scaling.replicas", scaling.replicas(), 0, MOST_PODS);
    if (scaling.min() > scaling.max()) {
      throw new Failure(
          "agent %s: scaling.min (%d) must not exceed scaling.max (%d)"
              .formatted(agent, scaling.min(), scaling.max()));
    }
    if (spec.frontend() != null) {
      check.between("frontend.replicas", spec.frontend().replicas(), 1, 20);
    }
  }

  private void database(String field, Database database) {
    if (database == null) {
      return;
    }
    quantity(field + ".size", database.size());
    quantity(field + ".memory", database.memory());
    if (database.backup() != null) {
      quantity(field + ".backup.size", database.backup().size());
    }
  }

  private void quantity(String field, String value) {
    if (value != null && !QUANTITY.matcher(value).matches()) {
      throw new Failure(
          "agent %s: spec.%s is '%s': it must be a quantity such as 500m, 2 or 1Gi"
              .formatted(agent, field, value));
    }
  }

  private void between(String field, Integer value, int least, int most) {
    if (value != null && (value < least || value > most)) {
      throw new Failure(
          "agent %s: spec.%s is %d: it must be %d to %d"
              .formatted(agent, field, value, least, most));
    }
  }
}
