package network.mandala.billing.alert;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import network.mandala.identity.PrivateKey;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts notices to the URLs of tenants, whom nobody trusts: only to addresses that may be called,
 * without following redirects, and without reading the answer beyond its status.
 */
final class WebhookSender implements Sender, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
  private static final int GONE = 410;
  private static final int MOST_AT_ONCE = 32;

  private final WebhookSettings settings;
  private final String node;
  private final PrivateKey key;
  private final InstantSource clock;
  private final CloseableHttpClient http;

  WebhookSender(
      WebhookSettings settings,
      String node,
      PrivateKey key,
      InstantSource clock,
      DnsResolver names,
      SSLContext tls) {
    this.settings = settings;
    this.node = node;
    this.key = key;
    this.clock = clock;
    this.http = client(settings, names, tls);
  }

  @Override
  public Outcome send(Delivery delivery) {
    var url = URI.create(delivery.target());
    var problem = WebhookAddress.problem(url, settings.plainHttp());
    if (problem.isPresent()) {
      return new Outcome.Refused(problem.get());
    }
    var post = request(delivery, url);
    try {
      var answer = http.executeOpen(null, post, null);
      var outcome = classify(answer.getCode());
      abandon(post, answer);
      return outcome;
    } catch (CheckedResolver.AddressRefused e) {
      return new Outcome.Refused("the URL leads to an address that is not public");
    } catch (UnknownHostException e) {
      return new Outcome.Failed("the host of the URL is not known");
    } catch (SSLException e) {
      LOG.debug("{} failed", delivery, e);
      return new Outcome.Failed("no trusted TLS connection with the host of the URL");
    } catch (IOException e) {
      LOG.debug("{} failed", delivery, e);
      return new Outcome.Failed("the host of the URL does not answer in time");
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }

  /** To close it reads what is left, which may have no end: the connection is cut before. */
  private static void abandon(HttpPost post, ClassicHttpResponse answer) {
    post.cancel();
    try {
      answer.close();
    } catch (IOException e) {
      LOG.trace("The connection was cut", e);
    }
  }

  private HttpPost request(Delivery delivery, URI url) {
    var body = WebhookBody.of(delivery, node);
    var post = new HttpPost(url);
    post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    post.setHeader(HttpHeaders.USER_AGENT, "mandala-billing");
    post.setHeader(WebhookSignature.HEADER, WebhookSignature.of(body, clock.instant(), key));
    post.setHeader("Mandala-Delivery", WebhookBody.id(delivery));
    return post;
  }

  private static Outcome classify(int status) {
    return switch (status / 100) {
      case 2 -> new Outcome.Delivered();
      case 3 -> new Outcome.Failed("the URL redirects (" + status + "), which is not followed");
      default ->
          status == GONE
              ? new Outcome.Refused("the URL says that it is gone for ever (410)")
              : new Outcome.Failed("the URL answers " + status);
    };
  }

  private static CloseableHttpClient client(
      WebhookSettings settings, DnsResolver names, SSLContext tls) {
    var timeout = Timeout.of(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(
                new CheckedResolver(names, new AddressRules(settings.allowedAddresses())))
            .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout)
                    .setSocketTimeout(timeout)
                    .build())
            .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(timeout).build())
            .setMaxConnTotal(MOST_AT_ONCE)
            .setMaxConnPerRoute(MOST_AT_ONCE)
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(timeout)
                .setResponseTimeout(timeout)
                .setRedirectsEnabled(false)
                .build())
        // Each call is checked and connected anew.
        .setConnectionReuseStrategy((_, _, _) -> false)
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }
}
