package network.mandala.operator.certificate;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import network.mandala.operator.kubernetes.Labels;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets certificates from an ACME authority: a few at a time, each host once at a time, in threads
 * of its own. To be asked by one process only, the one that leads. Safe to use from many threads.
 */
public final class Certificates implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Certificates.class);
  private static final int AT_A_TIME = 8;
  private static final Duration TIDIED_EVERY = Duration.ofMinutes(10);

  private final KubernetesClient client;
  private final AcmeSettings settings;
  private final AcmeAccount account;
  private final Clock clock;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().name("acme-", 0).factory());
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<String> underway = ConcurrentHashMap.newKeySet();

  /** By host; the orders' Secrets have them as well. */
  private final Map<String, CertificateTrouble> troubles = new ConcurrentHashMap<>();

  private volatile Consumer<String> listener = host -> {};
  private volatile Predicate<String> wanted = host -> true;
  private volatile Instant tidiedAt = Instant.EPOCH;

  public Certificates(KubernetesClient client, AcmeSettings settings, Clock clock) {
    this.client = client;
    this.settings = settings;
    this.account = new AcmeAccount(client, settings.namespace(), settings.email(), clock);
    this.clock = clock;
  }

  /** What answers the authority, in this replica. */
  public ChallengeEndpoint challenges() {
    return new ChallengeEndpoint(account);
  }

  /**
   * @param changed called with each host about which there is news, in a thread of this
   * @param stillWanted whether anybody still needs a certificate for a host
   */
  public void onNews(Consumer<String> changed, Predicate<String> stillWanted) {
    listener = changed;
    wanted = stillWanted;
  }

  /** Why there is no certificate for a host; empty while nothing stands against it. */
  public Optional<CertificateTrouble> trouble(String host) {
    return Optional.ofNullable(troubles.get(host));
  }

  /** Begins, or goes on, unless that is under way or has to wait after a failure. */
  public void want(CertificateRequest request) {
    var trouble = troubles.get(request.host());
    if (trouble != null && clock.instant().isBefore(trouble.retryAt())) {
      return;
    }
    if (!underway.add(request.host())) {
      return;
    }
    try {
      threads.execute(() -> run(request));
    } catch (RejectedExecutionException ending) {
      underway.remove(request.host());
    }
  }

  /** Removes now and then what is left of orders that nobody wants any more. */
  public void tidy() {
    var now = clock.instant();
    if (now.isBefore(tidiedAt.plus(TIDIED_EVERY))) {
      return;
    }
    tidiedAt = now;
    try {
      threads.execute(this::tidyOnce);
    } catch (RejectedExecutionException ending) {
      log.debug("Not tidied: this process ends");
    }
  }

  private void tidyOnce() {
    try {
      removeUnwanted();
    } catch (RuntimeException e) {
      log.warn("What is left of orders will be removed later: {}", e.toString());
    }
  }

  private void run(CertificateRequest request) {
    var host = request.host();
    try {
      obtain(request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KubernetesClientException e) {
      log.warn("The certificate of {} will be tried again: {}", host, e.getMessage());
      troubles.put(
          host,
          new CertificateTrouble(
              true, "The cluster did not answer.", Backoff.whileAway(0, clock.instant())));
    } catch (RuntimeException e) {
      log.error("Getting the certificate of {} failed", host, e);
      troubles.put(
          host,
          new CertificateTrouble(
              true, "Internal error.", Backoff.afterRefusal(2, clock.instant())));
    } finally {
      underway.remove(host);
    }
    listener.accept(host);
  }

  private void obtain(CertificateRequest request) throws InterruptedException {
    var record = load(request.host());
    if (clock.instant().isBefore(record.retryAt())) {
      troubles.put(record.host(), record.trouble());
      return;
    }
    try {
      var order = new CertificateOrder(account.login(Authority.session(settings)), closed);
      var latest = new OrderRecord[] {record};
      var chain =
          order.complete(
              record,
              location -> save(latest[0] = latest[0].at(location)),
              () -> apply(ChallengeRoute.desired(settings, record.host())));
      if (!record.location().isEmpty() && CertificateSecret.isOld(chain, clock.instant())) {
        // Left by a process that was killed after it had fetched this very one.
        forget(record.host());
        obtain(request);
        return;
      }
      apply(CertificateSecret.desired(request, chain, record.key()));
      log.info("Certificate for {} until {}", record.host(), chain.getFirst().getNotAfter());
      troubles.remove(record.host());
      forget(record.host());
    } catch (AcmeNetworkException e) {
      fail(record, away(record, e), true);
    } catch (AcmeRateLimitedException e) {
      var later = Backoff.afterRefusal(record.failures(), clock.instant());
      var told = e.getRetryAfter().filter(later::isBefore).orElse(later);
      fail(record, refusal(CertificateOrder.words(e), told), true);
    } catch (AcmeServerException e) {
      fail(record, refusal(record, CertificateOrder.words(e)), false);
    } catch (CertificateOrder.RefusedByAuthority e) {
      fail(record, refusal(record, e.getMessage()), false);
    } catch (AcmeException e) {
      fail(record, away(record, e), true);
    }
  }

  private CertificateTrouble away(OrderRecord record, AcmeException e) {
    log.warn("The authority cannot be asked for {}: {}", record.host(), e.toString());
    return new CertificateTrouble(
        true,
        "The certificate authority %s does not answer.".formatted(settings.server().getHost()),
        Backoff.whileAway(record.failures(), clock.instant()));
  }

  private CertificateTrouble refusal(OrderRecord record, String why) {
    return refusal(why, Backoff.afterRefusal(record.failures(), clock.instant()));
  }

  private CertificateTrouble refusal(String why, Instant retryAt) {
    return new CertificateTrouble(
        false,
        "The certificate authority %s refuses: %s."
            .formatted(settings.server().getHost(), CertificateOrder.plain(why)),
        retryAt);
  }

  /**
   * @param keepOrder whether the same order is worth going on with
   */
  private void fail(OrderRecord record, CertificateTrouble trouble, boolean keepOrder) {
    log.warn("No certificate for {}: {}", record.host(), trouble.message());
    var now = load(record.host());
    save(now.failed(trouble, keepOrder));
    troubles.put(record.host(), trouble);
    if (!keepOrder) {
      delete(ChallengeRoute.name(record.host()));
    }
  }

  private OrderRecord load(String host) {
    var secret =
        client.secrets().inNamespace(settings.namespace()).withName(OrderRecord.name(host)).get();
    if (secret != null) {
      return OrderRecord.parse(secret);
    }
    var begun = OrderRecord.begin(host, Pem.key(Pem.newKey()));
    save(begun);
    return begun;
  }

  private void save(OrderRecord record) {
    apply(record.toSecret(settings.namespace()));
  }

  private <R extends HasMetadata> void apply(R object) {
    client.resource(object).fieldManager(Labels.FIELD_MANAGER).forceConflicts().serverSideApply();
  }

  private void forget(String host) {
    delete(ChallengeRoute.name(host));
    client.secrets().inNamespace(settings.namespace()).withName(OrderRecord.name(host)).delete();
  }

  private void delete(String route) {
    client.network().v1().ingresses().inNamespace(settings.namespace()).withName(route).delete();
  }

  private void removeUnwanted() {
    client
        .secrets()
        .inNamespace(settings.namespace())
        .withLabels(OrderRecord.LABELS)
        .list()
        .getItems()
        .stream()
        .map(OrderRecord::parse)
        .map(OrderRecord::host)
        .filter(host -> !underway.contains(host) && !wanted.test(host))
        .forEach(
            host -> {
              troubles.remove(host);
              forget(host);
            });
  }

  @Override
  public void close() {
    closed.countDown();
    threads.shutdownNow();
  }
}
