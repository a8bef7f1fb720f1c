package network.mandala.billing.prometheus;

import java.time.Instant;

/**
 * An instant query for samples.
 *
 * @param promql whose result is a vector or a matrix
 * @param at when it is evaluated
 * @param rules for the samples of the answer
 */
public record Question(String promql, Instant at, SampleRules rules) {}
