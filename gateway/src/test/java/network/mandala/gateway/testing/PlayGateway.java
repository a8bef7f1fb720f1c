package network.mandala.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.gateway.GatewayProcess;
import network.mandala.gateway.config.GatewayConfig;
import network.mandala.gateway.config.GatewaySecrets;
import network.mandala.identity.fedai.EnvelopePrivateKey;
import network.mandala.ledger.database.DatabaseSettings;

/** A gateway as its program runs it, on free ports of this machine. */
public final class PlayGateway implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final GatewayProcess process;
  private final HttpClient client = HttpClient.newHttpClient();

  private PlayGateway(GatewayProcess process) {
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param settings lines of its configuration, each {@code key: value} with dots in the key
   */
  public static PlayGateway start(
      DatabaseSettings ledger, EnvelopePrivateKey key, Map<String, String> settings) {
    try {
      var file = Files.createTempFile("gateway", ".yaml");
      var environment = new TreeMap<String, String>();
      settings.forEach(
          (name, value) ->
              environment.put(
                  "MANDALA_CONFIG_"
                      + name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                          .replace('.', '_')
                          .toUpperCase(Locale.ROOT),
                  value));
      Files.writeString(
          file,
          "{http: {port: 0, drain: 0s}, health: {port: 0}, ledger: {folder: /unused}, node:"
              + " {keyFile: /unused}, limit: {}, router: {}, runner: {}}");
      var config = GatewayConfig.load(file, environment);
      Files.delete(file);
      var process =
          GatewayProcess.create(config, new GatewaySecrets(key, ledger), Clock.systemUTC());
      process.start();
      return new PlayGateway(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With the mock runner. */
  public static Map<String, String> mock(Map<String, String> more) {
    var settings = new TreeMap<>(Map.of("runner.kind", "mock", "runner.allowMock", "true"));
    settings.putAll(more);
    return settings;
  }

  public String url() {
    return "http://127.0.0.1:" + process.port();
  }

  public HttpResponse<String> post(String path, String body) {
    return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  /** Whether it says that calls may be sent to it. */
  public boolean isReady() {
    var ready = URI.create("http://127.0.0.1:" + process.healthPort() + "/readyz");
    return send(HttpRequest.newBuilder(ready)).statusCode() == 200;
  }

  private URI uri(String path) {
    return URI.create(url() + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(LONGEST).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.close();
    client.close();
  }
}
