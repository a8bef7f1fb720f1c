package network.mandala.images.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A Kubernetes API server in memory: it keeps what it is given, tells watchers, checks nothing, and
 * merges top-level fields only. Thread-safe.
 */
final class StandInCluster implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private record Watcher(String collection, HttpConnection connection) {}

  private final HttpsServerSocket server;
  private final Map<String, ObjectNode> objects = new ConcurrentSkipListMap<>();
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private final Set<String> written = ConcurrentHashMap.newKeySet();
  private final AtomicLong version = new AtomicLong(1);

  StandInCluster(ServerKey key) throws IOException {
    server = new HttpsServerSocket(key, this::handle);
  }

  String url() {
    return "https://127.0.0.1:" + server.port();
  }

  /**
   * What leads a client to it; more can be added.
   *
   * @param authority the file with its certificate
   */
  Map<String, String> environment(Path authority) {
    return new HashMap<>(
        Map.of(
            "KUBERNETES_MASTER",
            url(),
            "KUBERNETES_CERTS_CA_FILE",
            authority.toString(),
            "KUBERNETES_AUTH_TOKEN",
            "training",
            "KUBERNETES_AUTH_TRYKUBECONFIG",
            "false"));
  }

  /** Puts a resource there, as somebody with kubectl would. */
  void apply(String path, String json) throws IOException {
    store(ResourcePath.parse(path), (ObjectNode) JSON.readTree(json));
  }

  /** Whether somebody has written to a path. */
  boolean hasSeenWrite(String path) {
    return written.contains(path);
  }

  private void handle(HttpRequest request, HttpConnection connection) throws IOException {
    var path = ResourcePath.parse(request.path());
    var webSocketKey = request.headers().get("sec-websocket-key");
    if (webSocketKey != null) {
      connection.upgrade(webSocketKey);
      watchers.add(new Watcher(path.collection(), connection));
      return;
    }
    switch (request.method()) {
      case "GET" ->
          answer(connection, path.name().isEmpty() ? list(path) : objects.get(path.object()));
      case "DELETE" -> answer(connection, delete(path));
      default -> {
        // A JSON patch is a list: what is there already is near enough.
        var body = JSON.readTree(request.body());
        answer(
            connection,
            body instanceof ObjectNode object ? store(path, object) : objects.get(path.object()));
        written.add(request.path());
      }
    }
  }

  private ObjectNode list(ResourcePath path) {
    var list = JSON.createObjectNode();
    list.put("kind", "List").put("apiVersion", "v1");
    list.putObject("metadata").put("resourceVersion", version.toString());
    var items = list.putArray("items");
    objects.forEach(
        (key, object) -> {
          if (path.holds(key)) {
            items.add(object);
          }
        });
    return list;
  }

  private synchronized ObjectNode store(ResourcePath asked, ObjectNode body) {
    var path =
        asked.name().isEmpty() ? asked.named(body.at("/metadata/name").asText("review")) : asked;
    var before = objects.get(path.object());
    var object = before == null ? JSON.createObjectNode() : before.deepCopy();
    body.properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("metadata")) {
                object.set(field.getKey(), field.getValue());
              }
            });
    object.withObject("/metadata").setAll((ObjectNode) body.withObject("/metadata"));
    complete(object, path);
    objects.put(path.object(), object);
    tell(before == null ? "ADDED" : "MODIFIED", path, object);
    return object;
  }

  private void complete(ObjectNode object, ResourcePath path) {
    var metadata = object.withObject("/metadata");
    metadata.put("name", path.name());
    if (!path.namespace().isEmpty()) {
      metadata.put("namespace", path.namespace());
    }
    if (!metadata.has("uid")) {
      metadata.put("uid", UUID.randomUUID().toString());
    }
    metadata.put("generation", 1);
    metadata.put("creationTimestamp", "2026-01-01T00:00:00Z");
    metadata.put("resourceVersion", String.valueOf(version.incrementAndGet()));
    if (path.resource().equals("selfsubjectrulesreviews")) {
      var rule = object.putObject("status").put("incomplete", false).putArray("resourceRules");
      rule.addObject()
          .put("dummy", "")
          .setAll(
              Map.<String, JsonNode>of(
                  "apiGroups", JSON.createArrayNode().add("*"),
                  "resources", JSON.createArrayNode().add("*"),
                  "verbs", JSON.createArrayNode().add("*")));
      object.withObject("/status").putArray("nonResourceRules");
    }
    if (path.resource().equals("namespaces")) {
      object.putObject("status").put("phase", "Active");
    }
  }

  private synchronized ObjectNode delete(ResourcePath path) {
    var object = objects.remove(path.object());
    if (object != null) {
      tell("DELETED", path, object);
    }
    return object;
  }

  private void tell(String type, ResourcePath path, ObjectNode object) {
    var event = JSON.createObjectNode().put("type", type).set("object", object).toString();
    for (var watcher : watchers) {
      if (path.isIn(watcher.collection())) {
        try {
          watcher.connection().tell(event);
        } catch (IOException e) {
          watchers.remove(watcher);
        }
      }
    }
  }

  private static void answer(HttpConnection connection, ObjectNode found) throws IOException {
    var body =
        found == null
            ? JSON.createObjectNode()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("reason", "NotFound")
                .put("code", 404)
            : found;
    connection.reply(found == null ? 404 : 200, JSON.writeValueAsBytes(body));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
