package network.mandala.ledger.quote;

import java.math.BigDecimal;
import network.mandala.ledger.usage.MeterItem;

/**
 * What one part of an agent takes of one meter, for as long as it runs.
 *
 * @param part for a person, such as {@code pods} or {@code mysql}
 * @param least in the unit that is priced: cores, GiB, GPUs, VMs
 * @param most the same, with the most pods, each using what it may
 */
record Demand(String part, MeterItem item, BigDecimal least, BigDecimal most) {

  boolean isNone() {
    return most.signum() == 0;
  }
}
