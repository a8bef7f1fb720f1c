package network.mandala.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import network.mandala.gateway.call.Refused;
import network.mandala.gateway.http.Reply;
import network.mandala.gateway.http.Request;
import network.mandala.gateway.infer.CallerGone;
import network.mandala.gateway.infer.Inference;
import network.mandala.gateway.metric.GatewayMetrics;
import network.mandala.ledger.database.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every path that there is (section 3.1). */
final class Routes implements Function<Request, Reply> {
  private static final Logger log = LoggerFactory.getLogger(Routes.class);
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Inference inference;
  private final Supplier<String> status;
  private final PrometheusMeterRegistry registry;
  private final GatewayMetrics metrics;

  /**
   * @param status what /status says, in JSON
   */
  Routes(
      Inference inference,
      Supplier<String> status,
      PrometheusMeterRegistry registry,
      GatewayMetrics metrics) {
    this.inference = inference;
    this.status = status;
    this.registry = registry;
    this.metrics = metrics;
  }

  @Override
  public Reply apply(Request request) {
    return switch (request.method() + " " + request.path()) {
      case "GET /health" -> Reply.json(200, "{\"ok\":true}");
      case "GET /metrics" -> new Reply.Whole(200, PROMETHEUS_TEXT, registry.scrape());
      case "GET /status" -> Reply.json(200, status.get());
      case "POST /infer" ->
          counted(() -> Reply.json(200, inference.infer(body(request), request.traceparent())));
      case "POST /infer/stream" ->
          counted(
              () -> {
                var stream = inference.stream(body(request), request.traceparent());
                return new Reply.Flow(
                    sink ->
                        stream.run(
                            (name, json) -> {
                              try {
                                sink.send(name, json);
                              } catch (UncheckedIOException e) {
                                throw new CallerGone(e);
                              }
                            }));
              });
      default -> error(404, "not-found", List.of());
    };
  }

  private static String body(Request request) {
    if (request.body().isEmpty()) {
      throw new Refused(400, "empty-body");
    }
    return request.body();
  }

  /** The one place where a call that fails becomes a status and a word. */
  private Reply counted(Supplier<Reply> call) {
    Reply reply;
    try {
      reply = call.get();
    } catch (Refused e) {
      reply = error(e.status(), e.error(), e.details());
    } catch (LedgerUnavailable e) {
      log.warn("A call was refused: {}", e.getMessage());
      reply = error(500, "internal-error", List.of());
    } catch (RuntimeException e) {
      log.error("A call was not answered", e);
      reply = error(500, "internal-error", List.of());
    }
    metrics.answered(reply.status());
    return reply;
  }

  private static Reply error(int status, String word, List<String> details) {
    var json = JsonNodeFactory.instance.objectNode().put("error", word);
    if (!details.isEmpty()) {
      var list = json.putArray("details");
      details.forEach(list::add);
    }
    return Reply.json(status, json.toString());
  }
}
