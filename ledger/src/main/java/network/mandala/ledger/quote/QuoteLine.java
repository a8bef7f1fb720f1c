package network.mandala.ledger.quote;

import java.math.BigDecimal;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.usage.MeterItem;

/**
 * What one part of an agent costs by one meter.
 *
 * @param agent name of the agent
 * @param part such as {@code pods}, {@code storage}, {@code mysql}, {@code frontend}
 * @param least amount with the fewest pods, in the unit that is priced: cores, GiB, GPUs, VMs
 * @param most the same, with the most pods
 * @param price of one such unit for an hour
 * @param perHourMin {@code least} times the price, rounded up to a millisatoshi
 * @param perHourMax {@code most} times the price, rounded up to a millisatoshi
 */
public record QuoteLine(
    String agent,
    String part,
    MeterItem item,
    BigDecimal least,
    BigDecimal most,
    Millisatoshis price,
    Millisatoshis perHourMin,
    Millisatoshis perHourMax) {}
