package network.mandala.gateway.runner;

import java.net.URI;
import java.time.Duration;

/**
 * Which runner there is.
 *
 * @param kind how it is spoken to
 * @param model served where it does not say by itself; empty: the older node's name for it
 * @param contextWindow of a model whose runner does not say
 * @param timeout longest time for one answer
 */
public record RunnerSettings(
    RunnerKind kind, URI url, String model, int contextWindow, Duration timeout) {}
