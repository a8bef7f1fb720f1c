package network.mandala.operator.database;

import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.DatabaseState;

/**
 * How a database is.
 *
 * @param message what is wrong, about what, and what to do; for a person
 */
public record DatabaseFinding(
    DatabaseEngine engine, DatabaseState state, AgentReason reason, String message) {

  public boolean isReady() {
    return state == DatabaseState.READY;
  }
}
