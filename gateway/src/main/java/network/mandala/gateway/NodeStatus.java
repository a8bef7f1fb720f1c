package network.mandala.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import network.mandala.gateway.config.GatewayConfig;
import network.mandala.gateway.infer.Inference;
import network.mandala.gateway.payment.Payments;
import network.mandala.gateway.runner.Runner;

/** What /status says. */
final class NodeStatus implements Supplier<String> {
  private final GatewayConfig config;
  private final Runner runner;
  private final Inference inference;
  private final Payments payments;
  private final Clock clock;
  private final Instant start;

  NodeStatus(
      GatewayConfig config, Runner runner, Inference inference, Payments payments, Clock clock) {
    this.config = config;
    this.runner = runner;
    this.inference = inference;
    this.payments = payments;
    this.clock = clock;
    this.start = clock.instant();
  }

  @Override
  public String get() {
    var status = JsonNodeFactory.instance.objectNode();
    boolean healthy = runner.isHealthy();
    int inFlight = inference.inFlight();
    status
        .put("ok", healthy)
        .put("uptimeMs", Duration.between(start, clock.instant()).toMillis())
        .put("nodeId", config.nodeId());
    status
        .putObject("runner")
        .put("name", config.runner().kind().word())
        .putObject("health")
        .put("ok", healthy);
    status.put("inFlight", inFlight);
    status
        .putObject("capacity")
        .put("maxConcurrent", config.limits().atOnce())
        .put("currentLoad", config.limits().load() + inFlight);
    status
        .putObject("payments")
        .put("requirePayment", payments.isRequired())
        .put("verificationEnabled", payments.isVerified());
    return status.toString();
  }
}
