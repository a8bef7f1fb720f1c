package network.mandala.ledger.report;

import java.math.BigInteger;
import network.mandala.ledger.usage.MeterItem;

/**
 * What a project used of one thing in a time.
 *
 * @param projectId whose
 * @param item what
 * @param quantity in quanta of its meter
 * @param millisatoshis what it cost
 */
public record ReportRow(
    String projectId, MeterItem item, BigInteger quantity, BigInteger millisatoshis) {}
