package network.mandala.bridge.payment;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.route.Call;
import network.mandala.crds.project.Project;
import network.mandala.ledger.project.Projects;

/** Top-ups as the published clients know them: 402, then the same request with a payment. */
public final class PaymentEndpoints {
  private static final String VERSION = "1.0";
  private static final int NOT_OFFERED = 501;
  private static final Duration LOOK = Duration.ofMillis(250);

  private final TopUps topUps;
  private final Projects accounts;
  private final long most;
  private final Duration opening;

  /**
   * @param most satoshis that are asked for at once
   * @param opening how long a caller waits for the account of a project that was just made: some
   *     published clients take a request to come again for a payment that was made
   */
  public PaymentEndpoints(TopUps topUps, Projects accounts, long most, Duration opening) {
    this.topUps = topUps;
    this.accounts = accounts;
    this.most = most;
    this.opening = opening;
  }

  public Reply pay(Call call, Project project) {
    var amount =
        TopUpAmount.parse(call.body().path("amount"))
            .orElseThrow(() -> Refusal.of(400, "Invalid amount. Must be a positive number."));
    if (amount > most) {
      throw Refusal.of(400, "Invalid amount. At most " + most + " satoshis are taken at once.");
    }
    var network = project.getSpec().network();
    var id = project.getMetadata().getName();
    var obstacle = topUps.obstacle(network);
    if (obstacle.isPresent()) {
      return problem(NOT_OFFERED, "ERR_PAYMENT_NOT_OFFERED", obstacle.get());
    }
    if (!isOpened(id)) {
      return Reply.error(503, "The project is being made; try again").with("retry-after", "2");
    }
    var header = call.headers().get(PaymentHeader.NAME);
    if (header == null) {
      return required(amount, topUps.ask(call.identity(), id, amount));
    }
    try {
      return reply(topUps.pay(call.identity(), id, network, amount, header));
    } catch (PaymentRefused e) {
      return problem(400, e.code(), e.getMessage());
    }
  }

  private boolean isOpened(String id) {
    long end = System.nanoTime() + opening.toNanos();
    while (accounts.byId(id).isEmpty()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /** What can be paid, as the newest of the older nodes tells it. */
  public Reply quote(Call call, Project project) {
    var limits = Map.of("minAmount", 1, "maxAmount", most, "currency", "satoshis");
    var reply = new LinkedHashMap<String, Object>(limits);
    reply.put("message", "Payments of 1 to " + most + " satoshis are taken");
    reply.put("data", limits);
    return Reply.ok(reply);
  }

  private static Reply required(long satoshis, String prefix) {
    return Reply.json(
            402,
            Map.of(
                "status",
                "error",
                "code",
                "ERR_PAYMENT_REQUIRED",
                "satoshisRequired",
                satoshis,
                "description",
                "A BSV payment is required to complete this request. Provide the X-BSV-Payment"
                    + " header."))
        .with("x-bsv-payment-version", VERSION)
        .with("x-bsv-payment-satoshis-required", Long.toString(satoshis))
        .with("x-bsv-payment-derivation-prefix", prefix);
  }

  private static Reply reply(TopUp topUp) {
    return switch (topUp) {
      case TopUp.Credited credited ->
          Reply.ok(
                  Map.of(
                      "message",
                      "Paid " + credited.satoshis() + " sats. New balance: " + credited.balance()))
              .with("x-bsv-payment-satoshis-paid", Long.toString(credited.satoshis()));
      case TopUp.Waiting waiting ->
          Reply.json(
              202,
              Map.of(
                  "status", "pending",
                  "code", "PAYMENT_PENDING",
                  "message",
                      "The payment is kept and will be credited when the network has seen it; do"
                          + " not pay again. "
                          + waiting.why()));
    };
  }

  private static Reply problem(int status, String code, String why) {
    return Reply.json(
        status, Map.of("status", "error", "code", code, "description", why, "error", why));
  }
}
