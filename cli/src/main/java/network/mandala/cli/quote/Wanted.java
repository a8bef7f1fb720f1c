package network.mandala.cli.quote;

import network.mandala.crds.agent.AgentSpec;

/**
 * An agent that somebody thinks of deploying.
 *
 * @param project empty: the file does not say
 */
record Wanted(String project, String name, AgentSpec spec) {}
