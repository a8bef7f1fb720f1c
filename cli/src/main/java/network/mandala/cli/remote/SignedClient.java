package network.mandala.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import network.mandala.cli.console.Failure;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.AuthMessage;
import network.mandala.identity.bsv.Counterparty;
import network.mandala.identity.bsv.InvalidNonce;
import network.mandala.identity.bsv.Nonce;
import network.mandala.identity.bsv.Preimage;
import network.mandala.identity.bsv.SignedHeaders;
import network.mandala.identity.bsv.WalletKey;

/**
 * Says to a node who asks, and believes only what the node itself has signed (BRC-103/104). A
 * session that the node no longer knows is begun anew. For one thread.
 */
final class SignedClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(90);
  private static final long MOST_BYTES = 32L << 20;
  private static final int NONCE = 48;
  private static final int REQUEST_ID = 32;
  private static final int LONGEST_NONCE = 300;
  private static final int TRIES = 3;
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int UNAUTHORIZED = 401;
  private static final String PREFIX = "x-bsv-auth-";

  private final NodeUrl node;
  private final WalletKey key;
  private final PublicKey expected;
  private final SecureRandom random = new SecureRandom();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private Session session;

  /**
   * @param expected who the node has to be; null: whoever answers
   */
  SignedClient(NodeUrl node, WalletKey key, PublicKey expected) {
    this.node = node;
    this.key = key;
    this.expected = expected;
  }

  /** What the two agreed on. */
  private record Session(Nonce mine, Nonce theirs, Counterparty party) {}

  /** What the node has said, and signed. */
  record Answer(int status, byte[] body) {}

  PublicKey key() {
    return key.publicKey();
  }

  /** Who the node is. */
  PublicKey nodeKey() {
    return session().party.identity();
  }

  /**
   * Asks once as far as the node is concerned: what it may have heard is said again only if it does
   * no harm.
   *
   * @param target path and query, percent-encoded
   * @param headers by lower case name
   */
  Answer send(
      String method, String target, Map<String, String> headers, byte[] body, boolean repeatable) {
    for (int i = 1; ; i++) {
      try {
        var sent = session();
        var id = Nonce.random(random, REQUEST_ID);
        var reply = http.send(signed(sent, id, method, target, headers, body), limited());
        if (isSigned(sent, id, reply)) {
          return new Answer(reply.statusCode(), reply.body());
        }
        if (reply.statusCode() != UNAUTHORIZED || i == TRIES) {
          throw new Failure(unsigned(reply));
        }
        // The node did not do it: it no longer knows the session, or has a new key for them.
        session = null;
      } catch (IOException e) {
        if (!repeatable || i == TRIES) {
          throw silent(e);
        }
        pause(i);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  /** Without a signature, to an address that is a permission. */
  <T> HttpResponse<T> plain(HttpRequest request, HttpResponse.BodyHandler<T> body)
      throws IOException {
    try {
      return http.send(request, body);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private HttpRequest signed(
      Session with,
      Nonce id,
      String method,
      String target,
      Map<String, String> headers,
      byte[] body) {
    var all = new TreeMap<>(headers);
    if (body.length > 0) {
      all.put("content-type", "application/json");
    }
    int query = target.indexOf('?');
    var nonce = Nonce.random(random, Nonce.MESSAGE_BYTES);
    var message =
        Preimage.ofRequest(
            id,
            method,
            query < 0 ? target : target.substring(0, query),
            query < 0 ? "" : target.substring(query),
            SignedHeaders.ofRequest(all),
            body);
    var signature = with.party.sign(AuthMessage.invoice(nonce, with.theirs), message);
    all.put(PREFIX + "version", AuthMessage.VERSION);
    all.put(PREFIX + "identity-key", key.publicKey().hex());
    all.put(PREFIX + "nonce", nonce.text());
    all.put(PREFIX + "your-nonce", with.theirs.text());
    all.put(PREFIX + "request-id", id.text());
    all.put(PREFIX + "signature", HexFormat.of().formatHex(signature));
    var request =
        HttpRequest.newBuilder(node.resolve(target))
            .timeout(ANSWER)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    all.forEach(request::header);
    return request.build();
  }

  private boolean isSigned(Session with, Nonce id, HttpResponse<byte[]> reply) {
    var headers = new TreeMap<String, String>();
    for (var header : reply.headers().map().entrySet()) {
      if (header.getValue().size() != 1 && header.getKey().startsWith("x-bsv-")) {
        return false;
      }
      headers.put(header.getKey(), header.getValue().getFirst());
    }
    try {
      return id.text().equals(headers.get(PREFIX + "request-id"))
          && with.mine.text().equals(headers.get(PREFIX + "your-nonce"))
          && with.party.identity().hex().equals(headers.get(PREFIX + "identity-key"))
          && headers.containsKey(PREFIX + "nonce")
          && with.party.verify(
              AuthMessage.invoice(
                  Nonce.parse(headers.get(PREFIX + "nonce"), 1, LONGEST_NONCE), with.mine),
              Preimage.ofReply(
                  id, reply.statusCode(), SignedHeaders.ofReply(headers), reply.body()),
              HexFormat.of().parseHex(headers.getOrDefault(PREFIX + "signature", "")));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Session session() {
    if (session == null) {
      session = shakeHands();
    }
    return session;
  }

  private Session shakeHands() {
    for (int i = 1; ; i++) {
      try {
        return tryToShakeHands();
      } catch (IOException e) {
        if (i == TRIES) {
          throw silent(e);
        }
        pause(i);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  private Session tryToShakeHands() throws IOException, InterruptedException {
    var mine = Nonce.random(random, NONCE);
    var hello =
        JSON.createObjectNode()
            .put("version", AuthMessage.VERSION)
            .put("messageType", "initialRequest")
            .put("identityKey", key.publicKey().hex())
            .put("initialNonce", mine.text());
    var reply =
        http.send(
            HttpRequest.newBuilder(node.resolve("/.well-known/auth"))
                .timeout(ANSWER)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(hello.toString()))
                .build(),
            limited());
    var answer = json(reply.body()).orElseThrow(this::noNode);
    if (reply.statusCode() != 200) {
      throw new Failure(unsigned(reply));
    }
    try {
      var identity = PublicKey.parse(answer.path("identityKey").asText());
      var theirs = Nonce.parse(answer.path("initialNonce").asText(), 1, LONGEST_NONCE);
      var party = key.with(identity);
      if (!party.verify(
          AuthMessage.invoice(mine, theirs),
          AuthMessage.handshake(mine, theirs),
          bytes(answer.path("signature")))) {
        throw new Failure(node + " says that it is " + identity + ", but cannot prove it");
      }
      if (expected != null && !expected.equals(identity)) {
        throw new Failure(
            ("%s is not the node of your login: it was %s and is %s now. If its provider says that"
                    + " this is right: mandala login --remote %s --trust-new-node")
                .formatted(node, expected, identity, node));
      }
      return new Session(mine, theirs, party);
    } catch (InvalidKey | InvalidNonce e) {
      throw noNode();
    }
  }

  private static byte[] bytes(JsonNode numbers) {
    var bytes = new byte[numbers.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers.get(i).asInt();
    }
    return bytes;
  }

  private static HttpResponse.BodyHandler<byte[]> limited() {
    return BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES);
  }

  private static Optional<JsonNode> json(byte[] body) {
    try {
      return Optional.ofNullable(JSON.readTree(body)).filter(JsonNode::isObject);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Failure noNode() {
    return new Failure(node + " is no node: what answers there knows no handshake");
  }

  /** It may be from anybody on the way, so it is shown as such and nothing is concluded from it. */
  private String unsigned(HttpResponse<byte[]> reply) {
    var said =
        json(reply.body())
            .map(
                body ->
                    body.path("detail")
                        .asText(
                            body.path("error")
                                .asText(
                                    body.path("description")
                                        .asText(body.path("message").asText()))))
            .filter(words -> !words.isBlank())
            .orElseGet(
                () ->
                    new String(reply.body(), StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElse(""));
    return "%s answered %d without the node's signature%s"
        .formatted(
            node,
            reply.statusCode(),
            said.isBlank() ? "" : ": " + said.substring(0, Math.min(300, said.length())));
  }

  private Failure silent(IOException e) {
    return new Failure(
        "%s does not answer (%s): is it the right address (--remote), and is the node running?"
            .formatted(
                node, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
        e);
  }

  private static void pause(int times) {
    try {
      Thread.sleep(PAUSE.multipliedBy(times));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static Failure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new Failure("interrupted while waiting for the node", e);
  }

  @Override
  public void close() {
    http.close();
  }
}
