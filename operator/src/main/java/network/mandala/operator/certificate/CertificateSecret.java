package network.mandala.operator.certificate;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.mandala.operator.kubernetes.Hashes;

/**
 * A certificate as a Secret that an Ingress can name. It does not change: a later certificate is
 * another Secret, so that nobody sees the key of one with the certificate of the other.
 */
public final class CertificateSecret {

  private static final String HOST = "mandala.network/certificate-host";
  private static final String EXPIRES = "mandala.network/certificate-expires";
  private static final String RENEW = "mandala.network/certificate-renew";

  private CertificateSecret() {}

  /** What the annotations of the Secret say; its data is not needed for it. */
  public record Facts(String secret, String host, Instant expiresAt, Instant renewAt) {}

  /**
   * @param chain the certificate first
   */
  static Secret desired(CertificateRequest request, List<X509Certificate> chain, String key) {
    var certificate = chain.getFirst();
    var begins = certificate.getNotBefore().toInstant();
    var expires = certificate.getNotAfter().toInstant();
    var name =
        "%s-tls-%s"
            .formatted(
                request.name(),
                Hashes.hex(request.host() + "/" + certificate.getSerialNumber(), 12));
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(request.namespace())
        .withLabels(request.labels())
        .withOwnerReferences(request.owner())
        .withAnnotations(
            Map.of(
                HOST, request.host(),
                EXPIRES, words(expires),
                RENEW, words(renewAt(begins, expires))))
        .endMetadata()
        .withType("kubernetes.io/tls")
        .withImmutable(true)
        .addToStringData("tls.crt", Pem.certificates(chain))
        .addToStringData("tls.key", key)
        .build();
  }

  /** At two thirds of its life. */
  static Instant renewAt(Instant begins, Instant expires) {
    return begins.plus(Duration.between(begins, expires).multipliedBy(2).dividedBy(3));
  }

  static boolean isOld(List<X509Certificate> chain, Instant now) {
    var certificate = chain.getFirst();
    return !now.isBefore(
        renewAt(certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant()));
  }

  /** The newest certificate of a host among Secrets. */
  public static Optional<Facts> find(Collection<Secret> secrets, String host) {
    return secrets.stream()
        .flatMap(secret -> facts(secret).stream())
        .filter(facts -> facts.host().equals(host))
        .max(Comparator.comparing(Facts::expiresAt).thenComparing(Facts::secret));
  }

  private static Optional<Facts> facts(Secret secret) {
    var annotations = secret.getMetadata().getAnnotations();
    return annotations == null || !annotations.containsKey(HOST)
        ? Optional.empty()
        : Optional.of(
            new Facts(
                secret.getMetadata().getName(),
                annotations.get(HOST),
                Instant.parse(annotations.get(EXPIRES)),
                Instant.parse(annotations.get(RENEW))));
  }

  private static String words(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
