package network.mandala.bridge.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import network.mandala.bridge.auth.Caller;
import network.mandala.bridge.auth.Gate;
import network.mandala.bridge.auth.Handshake;
import network.mandala.bridge.auth.ReplySigner;
import network.mandala.bridge.http.IncomingRequest;
import network.mandala.bridge.http.Json;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
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

  /**
   * @param mostBytes of a body that is held in memory
   */
  public Door(Handshake handshake, Gate gate, ReplySigner signer, Routes routes, int mostBytes) {
    this.handshake = handshake;
    this.gate = gate;
    this.signer = signer;
    this.routes = routes;
    this.mostBytes = mostBytes;
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
      return form.apply(
          answered(() -> open.get().handler().answer(request, open.get().variables())));
    }
    try {
      return answer(gate.identify(request), request, form);
    } catch (Refusal notKnown) {
      return form.apply(notKnown.reply());
    }
  }

  private Reply shakeHands(IncomingRequest request) {
    if (!request.method().equals("POST")) {
      return Reply.error(405, "Method not allowed").with("allow", "POST");
    }
    return handshake.answer(request.body().bytes(MOST_HANDSHAKE_BYTES));
  }

  private Reply answer(Caller caller, IncomingRequest request, UnaryOperator<Reply> form) {
    byte[] body;
    try {
      body = request.body().bytes(mostBytes);
    } catch (Refusal tooLarge) {
      return signer.sign(caller, form.apply(tooLarge.reply()));
    }
    try {
      gate.admit(caller, request, body);
    } catch (LedgerUnavailable e) {
      return signer.sign(caller, form.apply(unavailable(e)));
    }
    return signer.sign(caller, form.apply(answered(() -> route(caller, request, body))));
  }

  private Reply route(Caller caller, IncomingRequest request, byte[] body) {
    var found = routes.getSigned(request.method(), request.path());
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

  private static ObjectNode json(IncomingRequest request, byte[] body) {
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
    } catch (RuntimeException e) {
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
