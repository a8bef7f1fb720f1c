package network.mandala.bridge.settings;

import java.util.Map;
import java.util.TreeMap;
import network.mandala.bridge.deploy.AgentWriter;
import network.mandala.bridge.environment.Environments;
import network.mandala.crds.project.Project;
import network.mandala.identity.PublicKey;

/** Changes the variables of a project, and gives them to what runs in it at once. */
public final class Settings {
  private final Environments environments;
  private final AgentWriter agents;

  public Settings(Environments environments, AgentWriter agents) {
    this.environments = environments;
    this.agents = agents;
  }

  /** These and no others. */
  public Map<String, String> replace(Project project, Map<String, String> variables, PublicKey by) {
    var changed = environments.change(project, before -> variables);
    agents.refresh(project, by);
    return changed;
  }

  /** These besides those that are there. */
  public Map<String, String> merge(Project project, Map<String, String> variables, PublicKey by) {
    var changed =
        environments.change(
            project,
            before -> {
              var all = new TreeMap<>(before);
              all.putAll(variables);
              return all;
            });
    agents.refresh(project, by);
    return changed;
  }
}
