package network.mandala.bridge.chain;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** JSON over HTTP with a service of the chain: with limits of time and size, without redirects. */
final class Gateway implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 1 << 20;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              new com.fasterxml.jackson.core.JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(32).build())
                  .build())
          .build();

  private final String name;
  private final URI url;
  private final String token;
  private final Duration time;
  private final HttpClient http;

  /** What it said; an empty object where that was no JSON. */
  record Answer(int status, JsonNode body) {}

  /**
   * @param name for people
   * @param token sent as a bearer token; empty: none is sent
   * @param time for the whole of a call
   */
  Gateway(String name, URI url, String token, Duration time) {
    this.name = name;
    this.url = url;
    this.token = token;
    this.time = time;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
  }

  Answer post(String path, Object body, Map<String, String> headers) {
    try {
      return call(
          request(path)
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))),
          headers);
    } catch (IOException e) {
      throw new IllegalStateException("what we send has JSON", e);
    }
  }

  Answer get(String path) {
    return call(request(path).GET(), Map.of());
  }

  private HttpRequest.Builder request(String path) {
    var base = url.toString();
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path))
            .timeout(time)
            .header("accept", "application/json");
    return token.isEmpty() ? request : request.header("authorization", "Bearer " + token);
  }

  private Answer call(HttpRequest.Builder request, Map<String, String> headers) {
    headers.forEach(request::header);
    var future =
        http.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      return answer(future.get(time.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new GatewayUnavailable(name + " does not answer in time");
    } catch (ExecutionException e) {
      throw new GatewayUnavailable(name + " cannot be reached", e.getCause());
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new GatewayUnavailable("the node is ending");
    }
  }

  private Answer answer(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == 401 || status == 403) {
      throw new GatewayUnavailable(name + " refuses this node: is its token right?");
    }
    if (status == 429 || status >= 500 || status / 100 == 3) {
      throw new GatewayUnavailable(name + " answers with status " + status);
    }
    try {
      var body = JSON.readTree(response.body());
      return new Answer(status, body == null || !body.isObject() ? JSON.createObjectNode() : body);
    } catch (IOException e) {
      return new Answer(status, JSON.createObjectNode());
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
