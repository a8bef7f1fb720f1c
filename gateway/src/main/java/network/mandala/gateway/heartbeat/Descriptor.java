package network.mandala.gateway.heartbeat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import network.mandala.gateway.metering.Rates;
import network.mandala.gateway.runner.ModelFacts;
import network.mandala.identity.fedai.KeyProfile;

/** What the node says of itself (section 2.3): pure. */
final class Descriptor {
  /** From thousandths of a satoshi for 1000 tokens to satoshis for one. */
  private static final int SCALE = 6;

  private Descriptor() {}

  static String json(
      String nodeId,
      String keyId,
      KeyProfile profile,
      HeartbeatSettings settings,
      int atOnce,
      int load,
      List<ModelFacts> models,
      Function<String, Rates> rates) {
    var descriptor =
        JsonNodeFactory.instance
            .objectNode()
            .put("nodeId", nodeId)
            .put("keyId", keyId)
            .put("endpoint", settings.endpoint().toString());
    if (!settings.region().isEmpty()) {
      descriptor.put("region", settings.region());
    }
    descriptor.putObject("capacity").put("maxConcurrent", atOnce).put("currentLoad", load);
    var capabilities = descriptor.putArray("capabilities");
    for (var model : models) {
      var capability =
          capabilities
              .addObject()
              .put("modelId", model.id())
              .put("contextWindow", model.contextWindow())
              .put("maxTokens", model.contextWindow());
      var price = rates.apply(model.id());
      capability
          .putObject("pricing")
          .put("unit", "token")
          .put("inputRate", satoshis(price.inputMillisatoshis()))
          .put("outputRate", satoshis(price.outputMillisatoshis()))
          .put("currency", "SAT");
      if (profile == KeyProfile.SCHNORR && settings.latencyEstimateMs() > 0) {
        capability.put("latencyEstimateMs", settings.latencyEstimateMs());
      }
    }
    return descriptor.toString();
  }

  private static BigDecimal satoshis(long millisatoshisOfThousand) {
    return BigDecimal.valueOf(millisatoshisOfThousand, SCALE).stripTrailingZeros();
  }
}
