package network.mandala.gateway.infer;

import java.time.Duration;

/**
 * What one call, and all of them together, may come to.
 *
 * @param promptBytes most bytes of a prompt
 * @param tokens most that a call may have written
 * @param atOnce calls that are run at the same time, by each replica
 * @param load calls that are said to run besides
 * @param rate calls of one key in a window; 0: as many as it likes
 * @param rateWindow how long that window is
 */
public record Limits(
    int promptBytes, int tokens, int atOnce, int load, int rate, Duration rateWindow) {}
