package network.mandala.operator.certificate;

import io.fabric8.kubernetes.api.model.Secret;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * What the certificate covers that the provider gives to the ingress controller for whole projects.
 * Pure; the key beside it is not looked at.
 *
 * @param names host names, or {@code *.} and a name for the names one level below that
 * @param expiresAt when it covers nothing any more
 * @param trouble why nothing is known of it, in words; empty: it could be read
 */
public record ProvidedNames(List<String> names, Instant expiresAt, String trouble) {

  private static final String CERTIFICATE = "tls.crt";
  private static final String ANY = "*.";
  private static final int DNS_NAME = 2;

  public ProvidedNames {
    names = List.copyOf(names);
  }

  /**
   * Reads the first certificate of a Secret.
   *
   * @param secret null when there is none
   */
  public static ProvidedNames of(Secret secret) {
    var data =
        secret == null || secret.getData() == null ? null : secret.getData().get(CERTIFICATE);
    if (data == null) {
      return unknown("there is no Secret of that name with " + CERTIFICATE);
    }
    try {
      var first =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Base64.getDecoder().decode(data)))
              .stream()
              .findFirst();
      return first.isPresent()
          ? of((X509Certificate) first.get())
          : unknown(CERTIFICATE + " of that Secret has no certificate");
    } catch (CertificateException | IllegalArgumentException e) {
      return unknown(CERTIFICATE + " of that Secret is no certificate in PEM");
    }
  }

  private static ProvidedNames of(X509Certificate certificate) throws CertificateException {
    var names = certificate.getSubjectAlternativeNames();
    return new ProvidedNames(
        names == null
            ? List.of()
            : names.stream()
                .filter(name -> name.getFirst().equals(DNS_NAME))
                .map(name -> ((String) name.get(1)).toLowerCase(Locale.ROOT))
                .toList(),
        certificate.getNotAfter().toInstant(),
        "");
  }

  private static ProvidedNames unknown(String trouble) {
    return new ProvidedNames(List.of(), Instant.EPOCH, trouble);
  }

  /** As browsers take it: a wildcard stands for one level. */
  public boolean covers(String host) {
    var below = host.substring(host.indexOf('.') + 1);
    return names.contains(host) || (host.contains(".") && names.contains(ANY + below));
  }
}
