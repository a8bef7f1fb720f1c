package network.mandala.operator.telemetry;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import network.mandala.operator.http.HttpService.Handler;
import network.mandala.operator.http.Reply;

/**
 * What kubelets and Prometheus ask. Ready means that the caches are filled, on the leader and on
 * its stand-ins alike; it does not depend on the API server afterwards, since tokens of the
 * registry can be answered without it.
 */
public final class Health {

  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private Health() {}

  /**
   * The routes /healthz, /readyz and /metrics.
   *
   * @param sickness why the process should be started anew; empty while it is well
   */
  public static Map<String, Handler> routes(
      PrometheusMeterRegistry metrics, BooleanSupplier ready, Supplier<Optional<String>> sickness) {
    return Map.of(
        "/healthz",
        request ->
            sickness
                .get()
                .map(why -> Reply.text(500, why + "\n"))
                .orElseGet(() -> Reply.text(200, "ok\n")),
        "/readyz",
        request ->
            ready.getAsBoolean()
                ? Reply.text(200, "ok\n")
                : Reply.text(503, "the caches are being filled\n"),
        "/metrics",
        request -> Reply.of(200, PROMETHEUS_TEXT, metrics.scrape()));
  }
}
