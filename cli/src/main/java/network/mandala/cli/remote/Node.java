package network.mandala.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import network.mandala.cli.console.Failure;

/** The resources of a node, for whom a key belongs to. */
public final class Node implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] NOTHING = {};
  private static final Duration UPLOAD = Duration.ofHours(2);
  private static final int FIRST_ERROR = 400;
  private static final int NOT_FOUND = 404;

  private final NodeUrl url;
  private final SignedClient client;

  Node(NodeUrl url, SignedClient client) {
    this.url = url;
    this.client = client;
  }

  /** Where it is. */
  public String url() {
    return url.toString();
  }

  /** Who asks. */
  public String identityKey() {
    return client.key().hex();
  }

  String nodeKey() {
    return client.nodeKey().hex();
  }

  /**
   * A path of words and names of others.
   *
   * @param segments each is encoded
   */
  public static String path(String... segments) {
    var path = new StringBuilder("/v2");
    for (String segment : segments) {
      path.append('/')
          .append(URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return path.toString();
  }

  public JsonNode get(String target) {
    return succeeded(client.send("GET", target, Map.of(), NOTHING, true));
  }

  /** Empty if it is not there. */
  public Optional<JsonNode> find(String target) {
    var answer = client.send("GET", target, Map.of(), NOTHING, true);
    return answer.status() == NOT_FOUND ? Optional.empty() : Optional.of(succeeded(answer));
  }

  /** All items of a list, page by page. */
  public List<JsonNode> all(String target) {
    var items = new ArrayList<JsonNode>();
    var next = Optional.<String>empty();
    do {
      var page = page(target + "?limit=200", next);
      page.path("items").forEach(items::add);
      next = Optional.ofNullable(page.path("nextCursor").textValue());
    } while (next.isPresent());
    return items;
  }

  private JsonNode page(String target, Optional<String> cursor) {
    return get(target + cursor.map(text -> "&cursor=" + text).orElse(""));
  }

  /** Said again after a broken connection, it is still done once. */
  public JsonNode post(String target, Object body) {
    return succeeded(
        client.send(
            "POST",
            target,
            Map.of("x-bsv-idempotency-key", UUID.randomUUID().toString()),
            bytes(body),
            true));
  }

  public JsonNode put(String target, Object body) {
    return succeeded(client.send("PUT", target, Map.of(), bytes(body), true));
  }

  public JsonNode delete(String target) {
    return succeeded(client.send("DELETE", target, Map.of(), NOTHING, true));
  }

  /**
   * Sends a file to an address that the node gave, and that is its own permission.
   *
   * @param target absolute
   */
  public void upload(String target, Path file) {
    try {
      var reply =
          client.plain(
              HttpRequest.newBuilder(own(target))
                  .timeout(UPLOAD)
                  .header("content-type", "application/octet-stream")
                  .POST(HttpRequest.BodyPublishers.ofFile(file))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (reply.statusCode() >= FIRST_ERROR) {
        succeeded(new SignedClient.Answer(reply.statusCode(), reply.body()));
      }
    } catch (IOException e) {
      throw new Failure("the upload to " + url + " broke off: " + e.getMessage(), e);
    }
  }

  /**
   * What happens, as it happens.
   *
   * @param target absolute, as the node gave it
   * @param last name of the last event that was seen; empty: none
   * @param patience until the first event
   */
  public NodeEvents events(String target, String last, Duration patience) {
    var request =
        HttpRequest.newBuilder(own(target))
            .timeout(patience.plusSeconds(1))
            .header("accept", "text/event-stream");
    if (!last.isEmpty()) {
      request.header("last-event-id", last);
    }
    try {
      var reply = client.plain(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      return new NodeEvents(
          reply.statusCode() < FIRST_ERROR ? reply.body() : InputStream.nullInputStream());
    } catch (IOException e) {
      return new NodeEvents(InputStream.nullInputStream());
    }
  }

  /** What a person sends goes to the node that they named. */
  private URI own(String target) {
    return url.resolve(URI.create(target).getRawPath() + query(URI.create(target)));
  }

  private static String query(URI target) {
    return target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
  }

  private static byte[] bytes(Object body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode succeeded(SignedClient.Answer answer) {
    JsonNode body;
    try {
      body = JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new Failure(url + " answered with what is no JSON: is it a newer or older node?", e);
    }
    if (answer.status() >= FIRST_ERROR) {
      throw new Failure("the node refused (%d): %s".formatted(answer.status(), words(body)));
    }
    return body;
  }

  private static String words(JsonNode problem) {
    for (var name : new String[] {"detail", "error", "description", "title"}) {
      if (problem.path(name).isTextual()) {
        var reference = problem.path("reference").asText();
        return problem.get(name).textValue()
            + (reference.isEmpty() ? "" : " (reference " + reference + ")");
      }
    }
    return "it did not say why";
  }

  @Override
  public void close() {
    client.close();
  }
}
