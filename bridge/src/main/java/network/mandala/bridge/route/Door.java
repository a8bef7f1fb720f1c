package network.mandala.bridge.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import network.mandala.bridge.audit.Audit;
import network.mandala.bridge.auth.Caller;
import network.mandala.bridge.auth.Gate;
import network.mandala.bridge.auth.Handshake;
import network.mandala.bridge.auth.ReplySigner;
import network.mandala.bridge.http.IncomingRequest;
import network.mandala.bridge.http.Json;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.limit.Limits;
import network.mandala.bridge.metric.BridgeMetrics;
import network.mandala.bridge.metric.Refused;
import network.mandala.ledger.database.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a request. Whoever has a session gets every reply signed, whatever goes wrong; a reply
 * without a signature would leave published clients waiting.
 */
public final class Door implements Function<IncomingRequest, Reply> {
  private static final Logger log = LoggerFactory.getLogger(Door.class);
  private static final int MOST_HANDSHAKE_BYTES = 16 << 10;

  private final Handshake handshake;
  private final Gate gate;
  private final ReplySigner signer;
  private final Routes routes;
  private final int mostBytes;
  private final Limits limits;
  private final Audit audit;
  private final BridgeMetrics metrics;

  /** With nobody who watches. */
  public Door(Handshake handshake, Gate gate, ReplySigner signer, Routes routes, int mostBytes) {
    this(handshake, gate, signer, routes, mostBytes, Watch.none());
  }

  /**
   * @param mostBytes of a body that is held in memory
   */
  public Door(
      Handshake handshake,
      Gate gate,
      ReplySigner signer,
      Routes routes,
      int mostBytes,
      Watch watch) {
    this.handshake = handshake;
    this.gate = gate;
    this.signer = signer;
    this.routes = routes;
    this.mostBytes = mostBytes;
    this.limits = watch.limits();
    this.audit = watch.audit();
    this.metrics = watch.metrics();
  }

  @Override
  public Reply apply(IncomingRequest request) {
    if (request.method().equals("OPTIONS")) {
      return Reply.ok(Map.of());
    }
    if (request.path().equals(Handshake.PATH)) {
      return answered(() -> shakeHands(request));
    }
    var form = routes.formOf(request.path());
    var open = routes.findOpen(request.method(), request.path());
    if (open.isPresent()) {
      return form.apply(answered(() -> answerAnybody(open.get(), request)));
    }
    try {
      return answer(gate.identify(request), request, form);
    } catch (Refusal notKnown) {
      metrics.refused(Refused.NOT_SIGNED);
      return form.apply(notKnown.reply());
    }
  }

  private Reply answerAnybody(Routes.Found<OpenHandler> found, IncomingRequest request) {
    limited(() -> limits.call(request.remoteAddress()));
    return counted(found.path(), () -> found.handler().answer(request, found.variables()));
  }

  private Reply shakeHands(IncomingRequest request) {
    if (!request.method().equals("POST")) {
      return Reply.error(405, "Method not allowed").with("allow", "POST");
    }
    limited(() -> limits.handshake(request.remoteAddress()));
    var reply = handshake.answer(request.body().bytes(MOST_HANDSHAKE_BYTES));
    metrics.session();
    return reply;
  }

  private Reply answer(Caller caller, IncomingRequest request, UnaryOperator<Reply> form) {
    byte[] body;
    try {
      body = request.body().bytes(mostBytes);
    } catch (Refusal tooLarge) {
      metrics.refused(Refused.BODY);
      return signer.sign(caller, form.apply(tooLarge.reply()));
    }
    try {
      limited(() -> limits.call(request.remoteAddress()));
    } catch (Refusal tooOften) {
      return signer.sign(caller, form.apply(tooOften.reply()));
    }
    gate.requireSigned(caller, request, body);
    try {
      limited(() -> limits.call(caller.identity()));
    } catch (Refusal tooOften) {
      return signer.sign(caller, form.apply(tooOften.reply()));
    }
    try {
      gate.requireFirst(caller);
    } catch (LedgerUnavailable e) {
      metrics.refused(Refused.LEDGER);
      return signer.sign(caller, form.apply(unavailable(e)));
    }
    return signer.sign(caller, form.apply(answered(() -> route(caller, request, body))));
  }

  private Reply route(Caller caller, IncomingRequest request, byte[] body) {
    Routes.Found<Handler> found;
    try {
      found = routes.getSigned(request.method(), request.path());
    } catch (Refusal nowhere) {
      metrics.refused(Refused.NO_ROUTE);
      return nowhere.reply();
    }
    if (!routes.changes(request.method(), found.path())) {
      return counted(found.path(), () -> handled(found, caller, request, body));
    }
    return audit.recorded(
        caller.identity(),
        request.method() + " " + found.path(),
        found.variables().get("id"),
        request.remoteAddress(),
        () -> counted(found.path(), () -> handled(found, caller, request, body)));
  }

  private Reply handled(
      Routes.Found<Handler> found, Caller caller, IncomingRequest request, byte[] body) {
    var call =
        new Call(
            caller.identity(),
            found.variables(),
            request.search(),
            request.headers(),
            json(request, body),
            request.remoteAddress());
    return found.handler().answer(call);
  }

  private void limited(Runnable limit) {
    try {
      limit.run();
    } catch (Refusal tooOften) {
      metrics.refused(Refused.TOO_OFTEN);
      throw tooOften;
    }
  }

  private Reply counted(String path, Supplier<Reply> work) {
    long began = System.nanoTime();
    var reply = answered(work);
    metrics.answered(path, reply.status(), Duration.ofNanos(System.nanoTime() - began));
    return reply;
  }

  private static ObjectNode json(IncomingRequest request, byte[] body) {
    var coding = request.header("content-encoding").orElse("identity");
    if (!coding.equalsIgnoreCase("identity")) {
      throw Refusal.of(415, "A body that is encoded is not read");
    }
    var type = request.header("content-type").orElse("application/json");
    int end = type.indexOf(';');
    var essence = (end < 0 ? type : type.substring(0, end)).strip();
    if (body.length > 0 && !essence.equalsIgnoreCase("application/json")) {
      throw Refusal.of(415, "The content type must be application/json");
    }
    return Json.parseObject(body);
  }

  /** The one place where what is thrown becomes a reply. */
  private static Reply answered(Supplier<Reply> work) {
    try {
      return work.get();
    } catch (Refusal refusal) {
      return refusal.reply();
    } catch (LedgerUnavailable e) {
      return unavailable(e);
    } catch (KubernetesClientException e) {
      log.warn("the cluster cannot do it now", e);
      return Reply.error(503, "The node's cluster does not answer; try again")
          .with("retry-after", "5");
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // Errors of one request too: a caller without a signed reply waits for ever.
      var reference = UUID.randomUUID().toString();
      log.error("a request was not answered, reference {}", reference, e);
      return Reply.json(500, Map.of("error", "Internal error", "reference", reference));
    }
  }

  private static Reply unavailable(LedgerUnavailable e) {
    log.warn("the ledger cannot do it now: {}", e.getMessage());
    return Reply.error(503, "The node's ledger does not answer; try again")
        .with("retry-after", "5");
  }
}
