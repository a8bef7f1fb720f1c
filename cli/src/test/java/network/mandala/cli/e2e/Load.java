package network.mandala.cli.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Visitors who come at a fixed rate, whatever became of those before them; each answer is counted.
 */
final class Load implements AutoCloseable {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final HttpRequest request;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();

  /** What became of all requests: each was answered by 200, or is among the failures. */
  record Result(int sent, Map<String, Integer> answers, List<String> failures) {}

  private Load(String url, int perSecond) {
    request = HttpRequest.newBuilder(URI.create(url)).timeout(LONGEST_ANSWER).build();
    var unused =
        clock.scheduleAtFixedRate(
            () -> Thread.ofVirtual().start(this::visit),
            0,
            TimeUnit.SECONDS.toNanos(1) / perSecond,
            TimeUnit.NANOSECONDS);
  }

  static Load on(String url, int perSecond) {
    return new Load(url, perSecond);
  }

  int answersWith(String body) {
    return answers.getOrDefault(body, 0);
  }

  int sent() {
    return sent.get();
  }

  /** Lets those who are under way come to their end. */
  Result stop() {
    clock.shutdown();
    TestCluster.await(LONGEST_ANSWER.plusSeconds(10))
        .until(() -> clock.isTerminated() && open.get() == 0);
    return new Result(sent.get(), new TreeMap<>(answers), List.copyOf(failures));
  }

  private void visit() {
    int number = sent.incrementAndGet();
    open.incrementAndGet();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        answers.merge(answer.body(), 1, Integer::sum);
      } else {
        failures.add("request %d: %d %s".formatted(number, answer.statusCode(), answer.body()));
      }
    } catch (IOException e) {
      failures.add("request %d: %s".formatted(number, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.decrementAndGet();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    http.shutdownNow();
  }
}
