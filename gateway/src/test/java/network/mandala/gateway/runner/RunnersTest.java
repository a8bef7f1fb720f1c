package network.mandala.gateway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runners of each kind, against servers that answer in their shapes. */
class RunnersTest {
  private static final Job JOB =
      new Job(
          "req-1",
          "a-model",
          "a prompt",
          16,
          null,
          0.5,
          "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void speaksTheUniformContract() {
    answer(
        "/infer",
        """
        {"requestId":"req-1","modelId":"a-model","output":"Paris","usage":{"inputTokens":3,"outputTokens":1},"latencyMs":5}
        """);
    answer("/models", "{\"models\":[{\"id\":\"a-model\",\"contextWindow\":8192}]}");
    answer("/health", "{\"ok\":true}");
    var runner = open(RunnerKind.HTTP, Duration.ofSeconds(30));

    assertThat(runner.infer(JOB)).isEqualTo(new Answer("Paris", 3, 1));
    assertThat(runner.models()).containsExactly(new ModelFacts("a-model", 8192));
    assertThat(runner.isHealthy()).isTrue();
    assertThat(requests.getFirst())
        .isEqualTo(
            "{\"requestId\":\"req-1\",\"modelId\":\"a-model\",\"prompt\":\"a prompt\",\"maxTokens\":16,\"topP\":0.5} 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  }

  @Test
  void speaksToLlamaCpp() {
    answer(
        "/completion",
        "{\"content\":\"Paris\",\"stop\":true,\"tokens_evaluated\":3,\"tokens_predicted\":1}");
    var runner = open(RunnerKind.LLAMA_CPP, Duration.ofSeconds(30));

    assertThat(runner.infer(JOB)).isEqualTo(new Answer("Paris", 3, 1));
    assertThat(runner.models()).containsExactly(new ModelFacts("llama-model", 2048));
    assertThat(requests.getFirst())
        .startsWith("{\"prompt\":\"a prompt\",\"n_predict\":16,\"temperature\":0.7,\"top_p\":0.5}");
  }

  @Test
  void passesOnWhatLlamaCppWrites() {
    answer(
        "/completion",
        """
        data: {"content":"Pa","stop":false}

        data: {"content":"ris","stop":false}

        data: {"content":"","stop":true,"tokens_evaluated":3,"tokens_predicted":2}

        """);
    var deltas = new ArrayList<String>();

    var answer = open(RunnerKind.LLAMA_CPP, Duration.ofSeconds(30)).stream(JOB, deltas::add);

    assertThat(answer).isEqualTo(new Answer("Paris", 3, 2));
    assertThat(deltas).containsExactly("Pa", "ris");
    assertThat(requests.getFirst()).contains("\"stream\":true");
  }

  @Test
  void speaksToVllm() {
    answer(
        "/v1/completions",
        "{\"choices\":[{\"text\":\"Paris\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}");
    answer("/v1/models", "{\"data\":[{\"id\":\"a-model\",\"max_model_len\":32768}]}");
    var runner = open(RunnerKind.VLLM, Duration.ofSeconds(30));

    assertThat(runner.infer(JOB)).isEqualTo(new Answer("Paris", 3, 1));
    assertThat(runner.models()).containsExactly(new ModelFacts("a-model", 32768));
  }

  @Test
  void passesOnWhatVllmWrites() {
    answer(
        "/v1/completions",
        """
        data: {"choices":[{"text":"Pa"}]}

        data: {"choices":[{"text":"ris"}]}

        data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}

        data: [DONE]

        """);
    var deltas = new ArrayList<String>();

    assertThat(open(RunnerKind.VLLM, Duration.ofSeconds(30)).stream(JOB, deltas::add))
        .isEqualTo(new Answer("Paris", 3, 2));
    assertThat(deltas).containsExactly("Pa", "ris");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{", "{}", "{\"output\":7}", "\u0000\u0001"})
  void garbageIsAFailureThatRepeatsNothing(String garbage) {
    answer("/infer", garbage);

    assertThatThrownBy(() -> open(RunnerKind.HTTP, Duration.ofSeconds(30)).infer(JOB))
        .isInstanceOfSatisfying(
            RunnerFailed.class,
            failed -> {
              assertThat(failed.isTimeout()).isFalse();
              assertThat(failed.getMessage()).startsWith("the runner's answer");
            });
  }

  @Test
  void aStreamThatDiesBeforeItsEndIsAFailure() {
    answer("/completion", "data: {\"content\":\"Pa\",\"stop\":false}\n\n");

    assertThatThrownBy(
            () -> open(RunnerKind.LLAMA_CPP, Duration.ofSeconds(30)).stream(JOB, delta -> {}))
        .isInstanceOf(RunnerFailed.class)
        .hasMessage("the runner's answer broke off");
  }

  @Test
  void aRunnerThatHangsIsGivenUpAndSeesIt() throws IOException {
    var gone = new AtomicBoolean();
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (var caller = socket.accept()) {
                      while (caller.getInputStream().read() >= 0) {
                        // It reads, and never answers.
                      }
                      gone.set(true);
                    } catch (IOException e) {
                      gone.set(true);
                    }
                  });
      var runner =
          Runners.open(
              new RunnerSettings(
                  RunnerKind.HTTP,
                  URI.create("http://127.0.0.1:" + socket.getLocalPort()),
                  "",
                  2048,
                  Duration.ofMillis(300)));

      assertThatThrownBy(() -> runner.infer(JOB))
          .isInstanceOfSatisfying(RunnerFailed.class, e -> assertThat(e.isTimeout()).isTrue());
      await().atMost(Duration.ofSeconds(60)).untilTrue(gone);
      thread.interrupt();
    }
  }

  /** The head has come, and then nothing more. */
  @Test
  void aStreamThatStopsIsGivenUp() {
    server.createContext(
        "/completion",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange
              .getResponseBody()
              .write("data: {\"content\":\"Pa\"}\n\n".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
        });
    var deltas = new CopyOnWriteArrayList<String>();

    assertThatThrownBy(
            () -> open(RunnerKind.LLAMA_CPP, Duration.ofSeconds(2)).stream(JOB, deltas::add))
        .isInstanceOfSatisfying(RunnerFailed.class, e -> assertThat(e.isTimeout()).isTrue());
    assertThat(deltas).containsExactly("Pa");
  }

  @Test
  void whatTheReceiverThrowsStopsTheWork() {
    answer(
        "/completion",
        "data: {\"content\":\"Pa\",\"stop\":false}\n\ndata: {\"content\":\"ris\",\"stop\":true}\n\n");

    assertThatThrownBy(
            () ->
                open(RunnerKind.LLAMA_CPP, Duration.ofSeconds(30)).stream(
                    JOB,
                    delta -> {
                      throw new IllegalStateException("gone");
                    }))
        .hasMessage("gone");
  }

  private Runner open(RunnerKind kind, Duration timeout) {
    var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    return Runners.open(new RunnerSettings(kind, url, "", 2048, timeout));
  }

  private void answer(String path, String body) {
    server.createContext(path, exchange -> reply(exchange, body));
  }

  private void reply(HttpExchange exchange, String body) throws IOException {
    try (exchange) {
      var request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var trace = exchange.getRequestHeaders().getFirst("traceparent");
      requests.add(trace == null ? request : request + " " + trace);
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
