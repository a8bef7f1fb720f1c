package network.mandala.gateway.runner;

/**
 * A model that a runner serves.
 *
 * @param contextWindow tokens that it can read and write together
 */
public record ModelFacts(String id, int contextWindow) {}
