package network.mandala.operator.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import network.mandala.configuration.Trust;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.GenericAcmeProvider;

/** The authority's server as the ACME library wants it, believed by certificates of our choice. */
final class Authority extends GenericAcmeProvider {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final Path caFile;

  private Authority(Path caFile) {
    this.caFile = caFile;
  }

  /** A new one for each order: what it remembers of the server may be out of date later. */
  static Session session(AcmeSettings settings) {
    var session = new Session(settings.server(), new Authority(settings.caFile()));
    session.networkSettings().setTimeout(TIMEOUT);
    return session;
  }

  @Override
  public HttpClient createHttpClient(NetworkSettings network) {
    var builder =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(network.getTimeout());
    if (caFile != null) {
      try {
        builder.sslContext(Trust.in(caFile));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return builder.build();
  }
}
