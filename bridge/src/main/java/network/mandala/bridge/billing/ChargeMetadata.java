package network.mandala.bridge.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import network.mandala.bridge.http.Json;
import network.mandala.ledger.receipt.Receipt;
import network.mandala.ledger.receipt.ReceiptLine;
import network.mandala.ledger.usage.Meter;

/**
 * A charge with the names that the older nodes have for it. Their costs are whole satoshis, rounded
 * up; ours are exact, so they have decimals. Pure.
 */
final class ChargeMetadata {
  private static final Map<Meter, String> COSTS =
      new EnumMap<>(
          Map.of(
              Meter.CPU, "cpuCost",
              Meter.MEMORY, "memCost",
              Meter.DISK, "diskCost",
              Meter.NETWORK, "netCost",
              Meter.GPU, "gpuCost",
              Meter.TEE, "teeCost",
              Meter.TOKENS_IN, "tokensInCost",
              Meter.TOKENS_OUT, "tokensOutCost"));
  private static final Map<Meter, String> RATES =
      new EnumMap<>(
          Map.of(
              Meter.CPU, "CPU_RATE_PER_CORE_5MIN",
              Meter.MEMORY, "MEM_RATE_PER_GB_5MIN",
              Meter.DISK, "DISK_RATE_PER_GB_5MIN",
              Meter.NETWORK, "NET_RATE_PER_GB_5MIN",
              Meter.GPU, "GPU_RATE_PER_UNIT_5MIN",
              Meter.TEE, "TEE_RATE_PER_VM_5MIN"));

  /** What older nodes always name. */
  private static final Meter[] ALWAYS = {Meter.CPU, Meter.MEMORY, Meter.DISK, Meter.NETWORK};

  private ChargeMetadata() {}

  static ObjectNode of(Receipt receipt) {
    var body = receipt.body();
    var costs = new EnumMap<Meter, BigDecimal>(Meter.class);
    var rates = new EnumMap<Meter, BigDecimal>(Meter.class);
    for (var meter : ALWAYS) {
      costs.put(meter, BigDecimal.ZERO);
    }
    for (var line : body.lines()) {
      var meter = line.item().meter();
      costs.merge(meter, satoshis(line), BigDecimal::add);
      if (RATES.containsKey(meter)) {
        rates.put(meter, Rates.perFiveMinutes(meter, line.price()));
      }
    }
    var metadata = Json.object();
    costs.forEach((meter, cost) -> metadata.put(COSTS.get(meter), Rates.plain(cost)));
    var node = metadata.putObject("rates");
    rates.forEach((meter, rate) -> node.put(RATES.get(meter), Rates.plain(rate)));
    metadata.put("from", body.window().start().toString());
    metadata.put("to", body.window().end().toString());
    metadata.put("receipt", receipt.hash());
    return metadata;
  }

  private static BigDecimal satoshis(ReceiptLine line) {
    return BigDecimal.valueOf(line.amount().value(), 3);
  }
}
