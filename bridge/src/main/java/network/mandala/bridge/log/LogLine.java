package network.mandala.bridge.log;

import java.time.Instant;

/**
 * Something that happened.
 *
 * @param message may have several lines
 */
public record LogLine(Instant at, String message) {}
