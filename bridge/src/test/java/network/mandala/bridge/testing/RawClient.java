package network.mandala.bridge.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.AuthMessage;
import network.mandala.identity.bsv.Counterparty;
import network.mandala.identity.bsv.Nonce;
import network.mandala.identity.bsv.Preimage;
import network.mandala.identity.bsv.SignedHeaders;
import network.mandala.identity.bsv.WalletKey;

/** A caller who can say anything, also what published clients never would. */
public final class RawClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final WalletKey key;
  private final String url;
  private Nonce mine;
  private Nonce theirs;
  private Counterparty server;

  public RawClient(WalletKey key, String url) {
    this.key = key;
    this.url = url;
  }

  /** What came back, and whether its signature holds. */
  public record Answer(int status, boolean signed, JsonNode body, Map<String, String> headers) {}

  /** A request before it is sent; tests change it. */
  public static final class Message {
    public final String method;
    public final String target;
    public final Map<String, String> headers = new LinkedHashMap<>();
    public byte[] body;
    private Nonce requestId;

    Message(String method, String target, byte[] body) {
      this.method = method;
      this.target = target;
      this.body = body;
    }
  }

  public RawClient shakeHands() {
    mine = Nonce.random(RANDOM, 48);
    var answer =
        plain(
            "POST",
            "/.well-known/auth",
            JSON.createObjectNode()
                .put("version", "0.1")
                .put("messageType", "initialRequest")
                .put("identityKey", key.publicKey().hex())
                .put("initialNonce", mine.text())
                .toString());
    if (answer.status() != 200) {
      throw new IllegalStateException("no handshake: " + answer);
    }
    server = key.with(PublicKey.parse(answer.body().get("identityKey").textValue()));
    theirs = Nonce.parse(answer.body().get("initialNonce").textValue(), 1, 300);
    var numbers = answer.body().get("signature");
    var signature = new byte[numbers.size()];
    for (int i = 0; i < signature.length; i++) {
      signature[i] = (byte) numbers.get(i).intValue();
    }
    if (!server.verify(
        AuthMessage.invoice(mine, theirs), AuthMessage.handshake(mine, theirs), signature)) {
      throw new IllegalStateException("the handshake is signed by somebody else");
    }
    return this;
  }

  /** Without a signature. */
  public Answer plain(String method, String target, String body) {
    var message = new Message(method, target, body.getBytes(StandardCharsets.UTF_8));
    message.headers.put("content-type", "application/json");
    return send(message);
  }

  public Message post(String target, String json) {
    return sign("POST", target, Map.of("content-type", "application/json"), utf8(json));
  }

  public Message sign(String method, String target, Map<String, String> headers, byte[] body) {
    var message = new Message(method, target, body);
    message.requestId = Nonce.random(RANDOM, 32);
    message.headers.putAll(headers);
    var nonce = Nonce.random(RANDOM, 32);
    int query = target.indexOf('?');
    var bytes =
        Preimage.ofRequest(
            message.requestId,
            method,
            query < 0 ? target : target.substring(0, query),
            query < 0 ? "" : target.substring(query),
            SignedHeaders.ofRequest(headers),
            body);
    var signature = server.sign(AuthMessage.invoice(nonce, theirs), bytes);
    message.headers.put("x-bsv-auth-version", "0.1");
    message.headers.put("x-bsv-auth-identity-key", key.publicKey().hex());
    message.headers.put("x-bsv-auth-nonce", nonce.text());
    message.headers.put("x-bsv-auth-your-nonce", theirs.text());
    message.headers.put("x-bsv-auth-request-id", message.requestId.text());
    message.headers.put("x-bsv-auth-signature", HexFormat.of().formatHex(signature));
    return message;
  }

  public Answer send(Message message) {
    var request =
        HttpRequest.newBuilder(URI.create(url + message.target))
            .timeout(Duration.ofMinutes(1))
            .method(message.method, HttpRequest.BodyPublishers.ofByteArray(message.body));
    message.headers.forEach(request::header);
    try {
      // The time of a request ends with the headers of its reply, and this with all of it.
      var response =
          HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
              .get(2, TimeUnit.MINUTES);
      var headers = new TreeMap<String, String>();
      response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
      return new Answer(
          response.statusCode(), isSigned(message, response, headers), json(response), headers);
    } catch (ExecutionException e) {
      throw new UncheckedIOException(new IOException(e.getCause()));
    } catch (TimeoutException e) {
      throw new UncheckedIOException(new IOException("the reply does not end", e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private boolean isSigned(
      Message message, HttpResponse<byte[]> response, Map<String, String> headers) {
    if (!headers.containsKey("x-bsv-auth-signature") || message.requestId == null) {
      return false;
    }
    var nonce = Nonce.parse(headers.get("x-bsv-auth-nonce"), 1, 96);
    return server.verify(
        AuthMessage.invoice(nonce, mine),
        Preimage.ofReply(
            message.requestId,
            response.statusCode(),
            SignedHeaders.ofReply(headers),
            response.body()),
        HexFormat.of().parseHex(headers.get("x-bsv-auth-signature")));
  }

  private static JsonNode json(HttpResponse<byte[]> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      return JSON.getNodeFactory().textNode(new String(response.body(), StandardCharsets.UTF_8));
    }
  }

  /** The name of its session. */
  public String sessionNonce() {
    return theirs.text();
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
