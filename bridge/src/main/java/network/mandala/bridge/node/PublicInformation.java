package network.mandala.bridge.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.RoundingMode;
import java.util.Optional;
import network.mandala.bridge.billing.Rates;
import network.mandala.bridge.http.Json;
import network.mandala.identity.PublicKey;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.price.PriceList;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;

/** What {@code GET /api/v1/public} says, with the names of all the older networks. Pure. */
final class PublicInformation {
  private static final String GPU_RESOURCE = "nvidia.com/gpu";

  private PublicInformation() {}

  /**
   * @param prices none: nothing is charged
   */
  static ObjectNode of(
      PublicKey mainnet, PublicKey testnet, PublicFacts facts, Optional<PriceList> prices) {
    var reply = Json.object();
    reply.put("network", "mandala");
    reply.put("platform", "mandala-network-node");
    reply.put("description", "Distributed AGiD hosting node");
    reply.putArray("supportedAgentTypes").add("agidentity").add("openclaw").add("custom");
    reply.putArray("supportedRuntimes").add("node").add("python").add("docker");
    reply.putObject("mainnetPublicKey").put("publicKey", mainnet.hex());
    reply.putObject("testnetPublicKey").put("publicKey", testnet.hex());
    pricing(reply.putObject("pricing"), facts, prices);
    reply.put("projectDeploymentDomain", facts.domain());
    reply.put("version", facts.version());
    reply.put("nodeId", mainnet.hex());
    reply.putArray("schemaVersionsSupported").add("1.0").add("2.0");
    reply
        .putObject("capabilities")
        .put("maxCpu", facts.maxCpuMilli() + "m")
        .put("maxMemory", facts.maxMemoryGi() + "Gi")
        .put("gpu", facts.hasGpus())
        .put("tee", false);
    gpu(reply.putObject("gpu"), facts, prices);
    reply.putObject("tee").put("enabled", false);
    return reply;
  }

  private static void pricing(ObjectNode pricing, PublicFacts facts, Optional<PriceList> prices) {
    pricing.put("currency", "BSV satoshis");
    pricing.put("interval", "5 minutes");
    long cpu = rate(prices, MeterItem.of(Meter.CPU));
    long memory = rate(prices, MeterItem.of(Meter.MEMORY));
    long disk = rate(prices, MeterItem.of(Meter.DISK));
    long network = rate(prices, MeterItem.of(Meter.NETWORK));
    pricing.put("cpu_rate_per_core", cpu);
    pricing.put("mem_rate_per_gb", memory);
    pricing.put("disk_rate_per_gb", disk);
    pricing.put("net_rate_per_gb", network);
    pricing.put("cpu_rate_per_5min", cpu);
    pricing.put("mem_rate_per_gb_5min", memory);
    pricing.put("disk_rate_per_gb_5min", disk);
    pricing.put("net_rate_per_gb_5min", network);
    if (facts.hasGpus()) {
      pricing.put("gpu_rate_per_unit", gpuRate(prices));
    }
  }

  private static void gpu(ObjectNode gpu, PublicFacts facts, Optional<PriceList> prices) {
    gpu.put("enabled", facts.hasGpus());
    if (facts.hasGpus()) {
      gpu.put("type", facts.gpuType());
      gpu.put("total", facts.gpuTotal());
      // Who is given them is not the bridge's to know.
      gpu.putNull("available");
      gpu.put("rate_per_unit_5min", gpuRate(prices));
    }
  }

  private static long gpuRate(Optional<PriceList> prices) {
    return rate(prices, MeterItem.of(Meter.GPU, GPU_RESOURCE));
  }

  /** Whole satoshis, as older clients read them; nobody is told less than it costs. */
  private static long rate(Optional<PriceList> prices, MeterItem item) {
    var price = prices.flatMap(list -> list.priceOf(item)).orElse(Millisatoshis.ZERO);
    return Rates.perFiveMinutes(item.meter(), price)
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }
}
