package network.mandala.images.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * An OCI registry in memory that believes every client, after it has fetched a token. Thread-safe.
 */
final class StandInRegistry implements AutoCloseable {

  private static final Pattern UPLOAD = Pattern.compile("/v2/.+/blobs/uploads/.*");
  private static final Pattern CONTENT = Pattern.compile("/v2/(.+)/(blobs|manifests)/([^/]+)");
  private static final Pattern QUERY_DIGEST = Pattern.compile("(?:digest|mount)=([^&]+)");
  private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

  private final HttpServer server;
  private final PlainDoor door;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Blobs and manifests by digest, manifests by tag too. */
  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();

  private final Map<String, byte[]> anyTag = new ConcurrentHashMap<>();

  private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();

  StandInRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/token", exchange -> answer(exchange, 200, "{\"token\":\"t\"}"));
    server.createContext("/v2/", this::handle);
    server.start();
    door = new PlainDoor(server.getAddress());
  }

  String host() {
    return "127.0.0.1:" + door.port();
  }

  /** Keeps content; returns its digest. */
  String add(byte[] content) {
    var digest = digest(content);
    contents.put(digest, content);
    return digest;
  }

  void tag(String tag, byte[] manifest) {
    add(manifest);
    contents.put(tag, manifest);
  }

  /** Answers any tag of a repository that was not pushed with one manifest. */
  void answerTagsOf(String repository, byte[] manifest) {
    anyTag.put(repository, manifest);
  }

  private byte[] find(String repository, String name) {
    var content = contents.get(name);
    return content == null && !name.startsWith("sha256") ? anyTag.get(repository) : content;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var content = CONTENT.matcher(path);
      if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
        exchange
            .getResponseHeaders()
            .set(
                "WWW-Authenticate",
                "Bearer realm=\"http://%s/token\",service=\"s\"".formatted(host()));
        answer(exchange, 401, "{}");
      } else if (UPLOAD.matcher(path).matches()) {
        upload(exchange, path);
      } else if (!content.matches()) {
        answer(exchange, 200, "{}");
      } else if (exchange.getRequestMethod().equals("PUT")) {
        var manifest = exchange.getRequestBody().readAllBytes();
        tag(content.group(3), manifest);
        exchange.getResponseHeaders().set("Docker-Content-Digest", digest(manifest));
        answer(exchange, 201, "");
      } else {
        download(exchange, content.group(2), find(content.group(1), content.group(3)));
      }
    }
  }

  private void upload(HttpExchange exchange, String path) throws IOException {
    var received = uploads.computeIfAbsent(path, key -> new ByteArrayOutputStream());
    exchange.getRequestBody().transferTo(received);
    var query = QUERY_DIGEST.matcher(String.valueOf(exchange.getRequestURI().getRawQuery()));
    boolean named = query.find();
    var digest = named ? query.group(1).replace("%3A", ":") : "";
    if (exchange.getRequestMethod().equals("PUT")) {
      contents.put(digest, received.toByteArray());
      answer(exchange, 201, "");
    } else if (named && contents.containsKey(digest)) {
      answer(exchange, 201, "");
    } else {
      var location = path.endsWith("/") ? path + System.nanoTime() : path;
      exchange.getResponseHeaders().set("Location", location);
      answer(exchange, 202, "");
    }
  }

  private static void download(HttpExchange exchange, String kind, byte[] content)
      throws IOException {
    if (content == null) {
      answer(exchange, 404, "{}");
      return;
    }
    var headers = exchange.getResponseHeaders();
    headers.set("Docker-Content-Digest", digest(content));
    headers.set(
        "Content-Type", kind.equals("manifests") ? MANIFEST_TYPE : "application/octet-stream");
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", String.valueOf(content.length));
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  private static void answer(HttpExchange exchange, int code, String body) throws IOException {
    var bytes = exchange.getRequestMethod().equals("HEAD") ? new byte[0] : body.getBytes(UTF_8);
    exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  static String digest(byte[] content) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    server.stop(0);
    threads.close();
  }
}
