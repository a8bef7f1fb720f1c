package network.mandala.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** Requests at a fixed rate, whatever became of those before them; each answer is counted. */
final class Visits {

  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final URI url;
  private final int perSecond;
  private final Duration time;
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

  Visits(URI url, int perSecond, Duration time) {
    this.url = url;
    this.perSecond = perSecond;
    this.time = time;
  }

  /** Prints one line: how many there were, with which answers, and how long those of 200 took. */
  void run() throws InterruptedException {
    long count = time.toSeconds() * perSecond;
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long begin = System.nanoTime();
      for (long i = 0; i < count; i++) {
        long wait = begin + i * 1_000_000_000L / perSecond - System.nanoTime();
        if (wait > 0) {
          Thread.sleep(Duration.ofNanos(wait));
        }
        threads.execute(() -> visit(http));
      }
    }
    var sorted = nanos.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%d requests at %d/s: %s; p50 %.1f ms, p99 %.1f ms%n",
        count,
        perSecond,
        answers,
        at(sorted, 0.5),
        at(sorted, 0.99));
  }

  private static double at(java.util.List<Long> sorted, double share) {
    return sorted.isEmpty() ? Double.NaN : sorted.get((int) ((sorted.size() - 1) * share)) / 1e6;
  }

  private void visit(HttpClient http) {
    long start = System.nanoTime();
    String answer;
    try {
      var request = HttpRequest.newBuilder(url).timeout(LONGEST).build();
      var got = http.send(request, BodyHandlers.ofString());
      answer = got.statusCode() == 200 ? "200 " + got.body() : String.valueOf(got.statusCode());
      if (got.statusCode() == 200) {
        nanos.add(System.nanoTime() - start);
      }
    } catch (IOException e) {
      answer = e.getClass().getSimpleName();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    answers.merge(answer, 1, Integer::sum);
  }
}
