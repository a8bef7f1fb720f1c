package network.mandala.operator.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The least that speaks to a registry as its clients do: asked for a token, it fetches one. */
public final class RegistryClient implements AutoCloseable {

  private static final Pattern CHALLENGE =
      Pattern.compile("Bearer realm=\"([^\"]+)\",service=\"([^\"]+)\",scope=\"([^\"]+)\".*");
  private static final Pattern TOKEN =
      Pattern.compile(".*\"token\":\"([^\"]+)\".*", Pattern.DOTALL);
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String host;
  private final String user;
  private final String password;

  public RegistryClient(String host, String user, String password) {
    this.host = host;
    this.user = user;
    this.password = password;
  }

  /**
   * Pushes an artifact of one small layer.
   *
   * @return the status of the first answer that is no success, else of the last
   */
  public int push(String repository, String tag, String content) {
    var config = blob(repository, "{}");
    if (config != 201) {
      return config;
    }
    var layer = blob(repository, content);
    if (layer != 201) {
      return layer;
    }
    var manifest =
        """
        {"schemaVersion":2,"mediaType":"%s",
         "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"%s","size":2},
         "layers":[{"mediaType":"application/octet-stream","digest":"%s","size":%d}]}"""
            .formatted(MANIFEST, digest("{}"), digest(content), content.length());
    return send(
            "PUT",
            "/v2/" + repository + "/manifests/" + tag,
            BodyPublishers.ofString(manifest),
            MANIFEST)
        .statusCode();
  }

  /** The status of asking for a manifest. */
  public int pull(String repository, String tag) {
    return send("GET", "/v2/" + repository + "/manifests/" + tag, BodyPublishers.noBody(), MANIFEST)
        .statusCode();
  }

  private int blob(String repository, String content) {
    var started =
        send(
            "POST",
            "/v2/" + repository + "/blobs/uploads/",
            BodyPublishers.noBody(),
            "application/octet-stream");
    if (started.statusCode() != 202) {
      return started.statusCode();
    }
    var location =
        URI.create("http://" + host)
            .resolve(started.headers().firstValue("Location").orElseThrow());
    var glue = location.getRawQuery() == null ? "?" : "&";
    return send(
            "PUT",
            location.getRawPath()
                + (location.getRawQuery() == null ? "" : "?" + location.getRawQuery())
                + glue
                + "digest="
                + digest(content),
            BodyPublishers.ofString(content),
            "application/octet-stream")
        .statusCode();
  }

  private HttpResponse<String> send(
      String method, String path, BodyPublisher body, String contentType) {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + host + path))
            .method(method, body)
            .header("Content-Type", contentType)
            .header("Accept", MANIFEST);
    var first = exchange(request.build());
    if (first.statusCode() != 401) {
      return first;
    }
    var challenge = CHALLENGE.matcher(first.headers().firstValue("WWW-Authenticate").orElseThrow());
    if (!challenge.matches()) {
      throw new IllegalStateException("no challenge: " + first.headers().map());
    }
    var basic =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    var answer =
        exchange(
            HttpRequest.newBuilder(
                    URI.create(
                        "%s?service=%s&scope=%s"
                            .formatted(challenge.group(1), challenge.group(2), challenge.group(3))))
                .header("Authorization", "Basic " + basic)
                .build());
    var token = TOKEN.matcher(answer.body());
    if (answer.statusCode() != 200 || !token.matches()) {
      return answer;
    }
    return exchange(request.header("Authorization", "Bearer " + token.group(1)).build());
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String digest(String content) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
