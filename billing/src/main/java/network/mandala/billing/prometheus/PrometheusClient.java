package network.mandala.billing.prometheus;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import network.mandala.billing.prometheus.PrometheusFault.Reason;
import network.mandala.configuration.Trust;

/**
 * Asks a Prometheus, or what speaks its API. Every answer is bounded in time and size, redirects
 * are not followed since a token would go along, and a server that lies, hangs or never ends is
 * refused. Thread-safe.
 */
public final class PrometheusClient implements Samples, AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final int LONGEST_REFUSAL = 1 << 16;

  private final PrometheusSettings settings;
  private final Clock clock;
  private final URI endpoint;
  private final HttpClient http;
  private final ScheduledExecutorService alarm =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("prometheus-timeout").daemon().factory());
  private volatile long skewSeconds = Long.MIN_VALUE;

  /**
   * @throws IOException when the file with certificates cannot be used
   */
  public PrometheusClient(PrometheusSettings settings, Clock clock) throws IOException {
    this.settings = settings;
    this.clock = clock;
    endpoint = URI.create(settings.url().toString().replaceAll("/+$", "") + "/api/v1/query");
    var builder =
        HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).followRedirects(Redirect.NEVER);
    if (settings.caFile() != null) {
      builder.sslContext(Trust.in(settings.caFile()));
    }
    http = builder.build();
  }

  @Override
  public Answer ask(Question question, Consumer<Series> consumer) {
    try {
      var response = http.send(request(question), BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        return read(response, body, question, consumer);
      }
    } catch (HttpConnectTimeoutException e) {
      throw new PrometheusFault(Reason.UNREACHABLE, "no connection to " + endpoint, e);
    } catch (HttpTimeoutException e) {
      throw timeout(e);
    } catch (IOException e) {
      throw new PrometheusFault(
          Reason.UNREACHABLE, "no answer from %s: %s".formatted(endpoint, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PrometheusFault(Reason.UNREACHABLE, "interrupted", e);
    }
  }

  /** How far the server's clock is ahead of ours in seconds; empty before the first answer. */
  public OptionalLong skewSeconds() {
    return skewSeconds == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(skewSeconds);
  }

  private HttpRequest request(Question question) throws IOException {
    var form =
        "query=%s&time=%s&timeout=%s"
            .formatted(
                URLEncoder.encode(question.promql(), StandardCharsets.UTF_8),
                seconds(question.at()),
                settings.timeout().toMillis() + "ms");
    var request =
        HttpRequest.newBuilder(endpoint)
            .timeout(settings.timeout())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(form));
    if (settings.tokenFile() != null) {
      request.header("Authorization", "Bearer " + Files.readString(settings.tokenFile()).strip());
    }
    if (!settings.tenant().isEmpty()) {
      request.header(settings.tenantHeader(), settings.tenant());
    }
    return request.build();
  }

  private Answer read(
      HttpResponse<InputStream> response,
      InputStream body,
      Question question,
      Consumer<Series> consumer)
      throws IOException {
    noteTime(response);
    var type = response.headers().firstValue("Content-Type").orElse("");
    boolean json = type.toLowerCase(Locale.ROOT).startsWith("application/json");
    // What is behind a proxy may drip for ever; a read that waits is ended from outside.
    var late = new AtomicBoolean();
    var end =
        alarm.schedule(
            () -> {
              late.set(true);
              close(body);
            },
            settings.timeout().toMillis(),
            TimeUnit.MILLISECONDS);
    var limited = new LimitedStream(body, settings.maxAnswerBytes());
    try {
      if (response.statusCode() != 200) {
        var said = json ? AnswerParser.error(new LimitedStream(body, LONGEST_REFUSAL)) : "";
        throw new PrometheusFault(
            Reason.REFUSED,
            "%s answers %d%s"
                .formatted(endpoint, response.statusCode(), said.isEmpty() ? "" : ": " + said));
      }
      if (!json) {
        throw new PrometheusFault(
            Reason.MALFORMED,
            "%s answers with '%s': is prometheus.url that of a Prometheus?"
                .formatted(endpoint, type.replaceAll("[^ -~]", "?")));
      }
      return AnswerParser.parse(limited, question.rules(), consumer);
    } catch (IOException | PrometheusFault e) {
      if (late.get()) {
        throw timeout(e);
      }
      if (limited.isExceeded()) {
        throw new PrometheusFault(
            Reason.TOO_LARGE,
            "the answer is larger than prometheus.maxAnswerBytes, " + settings.maxAnswerBytes(),
            e);
      }
      throw e;
    } finally {
      end.cancel(false);
    }
  }

  private void noteTime(HttpResponse<?> response) {
    var date = response.headers().firstValue("Date");
    if (date.isPresent()) {
      try {
        var theirs = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.get(), Instant::from);
        skewSeconds = Duration.between(clock.instant(), theirs).toSeconds();
      } catch (DateTimeException e) {
        // A date that nobody can read says nothing about the clock.
        skewSeconds = Long.MIN_VALUE;
      }
    }
  }

  private PrometheusFault timeout(Exception cause) {
    return new PrometheusFault(
        Reason.TIMEOUT,
        "%s took longer than prometheus.timeout, %s".formatted(endpoint, settings.timeout()),
        cause);
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // It is given up anyway.
      return;
    }
  }

  private static String seconds(Instant at) {
    return "%d.%03d".formatted(at.getEpochSecond(), at.getNano() / 1_000_000);
  }

  @Override
  public void close() {
    alarm.shutdownNow();
    http.shutdownNow();
  }
}
