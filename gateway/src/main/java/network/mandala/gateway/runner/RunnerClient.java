package network.mandala.gateway.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** HTTP to one runner: each exchange has a time, each answer a size. */
final class RunnerClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final int LARGEST_ANSWER = 64 << 20;
  private static final int LONGEST_LINE = 1 << 20;
  private static final int OK = 200;

  private final URI base;
  private final Duration timeout;

  /** As runners are on the same network, one connection for each request is what they expect. */
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  RunnerClient(RunnerSettings settings) {
    this.base = URI.create(settings.url().toString().replaceAll("/+$", ""));
    this.timeout = settings.timeout();
  }

  /** What a short question is answered with. */
  JsonNode get(String path) {
    return exchange(request(path).timeout(SHORT).GET().build(), SHORT, RunnerClient::json);
  }

  /** Whether a short question is answered well. */
  boolean answers(String path) {
    try {
      return exchange(request(path).timeout(SHORT).GET().build(), SHORT, body -> true);
    } catch (RunnerFailed e) {
      return false;
    }
  }

  JsonNode post(String path, JsonNode body, String traceparent) {
    return exchange(posting(path, body, traceparent), timeout, RunnerClient::json);
  }

  /** Passes on each event's data of a stream of server-sent events, until it ends. */
  void events(String path, JsonNode body, String traceparent, Consumer<JsonNode> events) {
    exchange(
        posting(path, body, traceparent),
        timeout,
        in -> {
          read(in, events);
          return true;
        });
  }

  private HttpRequest posting(String path, JsonNode body, String traceparent) {
    var request =
        request(path)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()));
    if (!traceparent.isEmpty()) {
      request.header("traceparent", traceparent);
    }
    return request.build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path));
  }

  private interface Reading<T> {
    T read(InputStream in) throws IOException;
  }

  /** A runner that is given up sees its connection end, and so stops. */
  private <T> T exchange(HttpRequest request, Duration most, Reading<T> reading) {
    long end = System.nanoTime() + most.toNanos();
    var pending = client.sendAsync(request, BodyHandlers.ofInputStream());
    var response = await(pending, most);
    try (var in = response.body();
        var watch = Watch.of(in, Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
      try {
        if (response.statusCode() != OK) {
          throw RunnerFailed.because("the runner answers with status " + response.statusCode());
        }
        return reading.read(in);
      } catch (IOException e) {
        throw watch.isOver()
            ? RunnerFailed.tooSlow()
            : RunnerFailed.because("the runner's answer broke off", e);
      }
    } catch (IOException e) {
      throw RunnerFailed.because("the runner's answer broke off", e);
    }
  }

  private static HttpResponse<InputStream> await(
      CompletableFuture<HttpResponse<InputStream>> pending, Duration most) {
    try {
      return pending.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      pending.cancel(true);
      throw RunnerFailed.tooSlow();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof java.net.http.HttpTimeoutException) {
        throw RunnerFailed.tooSlow();
      }
      throw RunnerFailed.because("the runner does not answer", e.getCause());
    } catch (InterruptedException e) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      throw RunnerFailed.because("the gateway ends", e);
    }
  }

  private static JsonNode json(InputStream in) throws IOException {
    var bytes = in.readNBytes(LARGEST_ANSWER + 1);
    if (bytes.length > LARGEST_ANSWER) {
      throw RunnerFailed.because("the runner's answer is larger than any should be");
    }
    return parse(new String(bytes, StandardCharsets.UTF_8));
  }

  private static JsonNode parse(String text) {
    try {
      var json = JSON.readTree(text);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      // Its message would have a part of the answer in it.
    }
    throw RunnerFailed.because("the runner's answer is no JSON object");
  }

  private static void read(InputStream in, Consumer<JsonNode> events) throws IOException {
    long size = 0;
    var lines = new LineReader(in, LONGEST_LINE);
    for (var line = lines.next(); line != null; line = lines.next()) {
      size += line.length();
      if (size > LARGEST_ANSWER) {
        throw RunnerFailed.because("the runner's answer is larger than any should be");
      }
      if (line.startsWith("data:")) {
        var data = line.substring("data:".length()).strip();
        if (data.equals("[DONE]")) {
          return;
        }
        events.accept(parse(data));
      }
    }
  }
}
