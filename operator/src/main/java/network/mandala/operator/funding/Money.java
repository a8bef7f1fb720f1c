package network.mandala.operator.funding;

import java.time.Instant;

/**
 * What the ledger says of one project.
 *
 * @param satoshis the balance; may be negative
 * @param perHour satoshis that were used per hour of late; null: not known
 * @param asOf since when it is so
 */
public record Money(long satoshis, Long perHour, Instant asOf) {}
