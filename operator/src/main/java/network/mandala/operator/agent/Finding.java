package network.mandala.operator.agent;

import network.mandala.crds.agent.AgentReason;

/**
 * Something that a person should know.
 *
 * @param message what is wrong, about what, and what to do
 */
record Finding(AgentReason reason, String message) {}
