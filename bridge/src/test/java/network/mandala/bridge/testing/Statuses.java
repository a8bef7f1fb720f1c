package network.mandala.bridge.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import network.mandala.crds.agent.AgentSpec;
import network.mandala.crds.agent.AgentStatus;
import network.mandala.crds.agent.BuildStatus;

/** What the operator writes of Agents. */
public final class Statuses {
  private Statuses() {}

  /** Of generation 1, with release r1, at two hosts. */
  public static AgentStatus status(BuildStatus build, Condition... conditions) {
    return new AgentStatus(
        1L,
        "https://agent.p.test",
        "https://frontend.p.test",
        null,
        null,
        build,
        "r1",
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(conditions));
  }

  public static AgentSpec spec(String json) {
    try {
      return new ObjectMapper().readValue(json, AgentSpec.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
