package network.mandala.cli.infer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import network.mandala.cli.console.Failure;
import network.mandala.cli.remote.NodeEvents;
import network.mandala.identity.fedai.Envelope;
import network.mandala.identity.fedai.EnvelopePrivateKey;

/** One signed call over HTTP: as a stream, or as a whole where a router knows no streams. */
final class InferenceCall {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST = 64 << 20;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final URI url;
  private final Duration timeout;
  private final EnvelopePrivateKey key;
  private final String keyId;

  InferenceCall(URI url, Duration timeout, EnvelopePrivateKey key, String keyId) {
    this.url = url;
    this.timeout = timeout;
    this.key = key;
    this.keyId = keyId;
  }

  /**
   * What came back; nobody has looked at its signatures.
   *
   * @param whole the two envelopes
   * @param streamed all pieces, where there were any
   */
  record Answer(JsonNode whole, String streamed, boolean isStreamed) {}

  Answer ask(ObjectNode payload, Consumer<String> pieces) {
    try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
      var response = send(client, "/infer/stream", payload);
      if (response.statusCode() == OK) {
        return flow(response.body(), pieces);
      }
      if (response.statusCode() == NOT_FOUND) {
        response.body().close();
        response = send(client, "/infer", payload);
      }
      try (var body = response.body()) {
        var json = json(new String(body.readNBytes(LARGEST), StandardCharsets.UTF_8));
        if (response.statusCode() != OK) {
          throw refused(response.statusCode(), json);
        }
        return new Answer(json, "", false);
      }
    } catch (IOException e) {
      throw new Failure(
          "no answer from "
              + url
              + ": "
              + (e.getMessage() == null ? "nobody listens there" : e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted", e);
    }
  }

  private HttpResponse<InputStream> send(HttpClient client, String path, ObjectNode payload)
      throws IOException, InterruptedException {
    var envelope =
        Envelope.sign(
            payload.toString(),
            UUID.randomUUID().toString(),
            System.currentTimeMillis(),
            keyId,
            key);
    var request =
        HttpRequest.newBuilder(URI.create(url.toString().replaceAll("/+$", "") + path))
            .timeout(timeout)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(envelope.json()))
            .build();
    return client.send(request, BodyHandlers.ofInputStream());
  }

  private static Answer flow(InputStream body, Consumer<String> pieces) {
    var streamed = new StringBuilder();
    var whole = new JsonNode[1];
    try (var events = new NodeEvents(body)) {
      events.forEach(
          event -> {
            switch (event.name()) {
              case "chunk" -> {
                var delta = event.data().path("delta").asText();
                streamed.append(delta);
                pieces.accept(delta);
              }
              case "final" -> whole[0] = event.data();
              case "error" ->
                  throw new Failure("the answer broke off: " + event.data().path("error").asText());
              default -> {
                // A later node may say more.
              }
            }
          });
    }
    if (whole[0] == null) {
      throw new Failure("the answer broke off before the node signed it");
    }
    return new Answer(whole[0], streamed.toString(), true);
  }

  private static Failure refused(int status, JsonNode json) {
    var word = json.path("error").asText("status " + status);
    var details = json.path("details");
    return new Failure(
        "refused: " + word + (details.isMissingNode() ? "" : " " + details) + advice(word));
  }

  private static String advice(String word) {
    return switch (word) {
      case "payment-required" ->
          ". Pay and attach the receipt (--receipts), or top up the project that pays for this key";
      case "router-not-allowed" -> ". The provider has to allow this key (gateway.router)";
      case "ts-out-of-window" -> ". Is the clock of this machine right?";
      default -> "";
    };
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return JSON.readTree(text);
  }
}
