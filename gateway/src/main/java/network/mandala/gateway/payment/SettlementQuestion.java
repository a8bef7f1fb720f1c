package network.mandala.gateway.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import network.mandala.gateway.call.Refused;

/** Asks a provider of Lightning whether a payment was settled (section 3.1). No answer is a no. */
final class SettlementQuestion {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final int LARGEST_ANSWER = 64 << 10;
  private static final int LONGEST_DETAIL = 200;

  private final PaymentSettings settings;
  private final HttpClient client;

  SettlementQuestion(PaymentSettings settings) {
    this.settings = settings;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(settings.verifyTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  void requireSettled(Receipt receipt) {
    if (!settings.isVerified()) {
      return;
    }
    for (int attempt = 0; attempt < settings.verifyAttempts(); attempt++) {
      if (attempt > 0) {
        pause(attempt);
      }
      var answer = ask(receipt);
      if (answer.isPresent()) {
        requirePaid(answer.get());
        return;
      }
    }
    throw new Refused(400, "payment-unsettled", List.of("nobody could say whether it was paid"));
  }

  private static void requirePaid(JsonNode answer) {
    if (answer.path("paid").isBoolean() && answer.path("paid").asBoolean()) {
      return;
    }
    var detail = answer.path("detail").asText();
    throw detail.isEmpty() || detail.length() > LONGEST_DETAIL
        ? new Refused(400, "payment-unsettled")
        : new Refused(400, detail);
  }

  private Optional<JsonNode> ask(Receipt receipt) {
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("paymentHash", receipt.paymentHash())
            .put("preimage", receipt.preimage())
            .put("amountSats", (long) receipt.amountSats())
            .put("payeeId", receipt.payeeId())
            .put("requestId", receipt.requestId());
    if (!receipt.invoice().isEmpty()) {
      body.put("invoice", receipt.invoice());
    }
    var request =
        HttpRequest.newBuilder(settings.verifyUrl())
            .timeout(settings.verifyTimeout())
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    try {
      var response = client.send(request, BodyHandlers.ofInputStream());
      try (var in = response.body()) {
        var bytes = in.readNBytes(LARGEST_ANSWER);
        return response.statusCode() == 200
            ? Optional.of(JSON.readTree(new String(bytes, StandardCharsets.UTF_8)))
            : Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Twice as long each time, and a part by chance. */
  private static void pause(int attempt) {
    long most = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << (attempt - 1));
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
