package network.mandala.operator.certificate;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import network.mandala.operator.kubernetes.Labels;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.toolbox.JoseUtils;

/**
 * Who we are for the authority: a key in a Secret of the operator's namespace, made when it is
 * needed first. Safe to use from many threads and by many processes.
 */
final class AcmeAccount {

  static final String SECRET = "mandala-acme-account";
  private static final String KEY = "key.pem";
  private static final Duration REMEMBERED = Duration.ofSeconds(30);

  /** Anybody may ask for an answer, but not through us the API server. */
  private static final Duration NOTHING_REMEMBERED = Duration.ofSeconds(1);

  private final KubernetesClient client;
  private final String namespace;
  private final String email;
  private final Clock clock;
  private volatile Known known = new Known(Optional.empty(), Instant.EPOCH);

  /** The thumbprint of the key as it was at a time. */
  private record Known(Optional<String> thumbprint, Instant at) {}

  /**
   * @param email empty: the authority is told none
   */
  AcmeAccount(KubernetesClient client, String namespace, String email, Clock clock) {
    this.client = client;
    this.namespace = namespace;
    this.email = email;
    this.clock = clock;
  }

  /** Registers at the authority, which knows us from then on. */
  Login login(Session session) throws AcmeException {
    var builder = new AccountBuilder().agreeToTermsOfService().useKeyPair(key());
    if (!email.isEmpty()) {
      builder.addEmail(email);
    }
    return builder.createLogin(session);
  }

  /** What every answer to a challenge ends with (RFC 8555, 8.1); empty while there is no key. */
  Optional<String> thumbprint() {
    var now = clock.instant();
    var last = known;
    var remembered = last.thumbprint.isPresent() ? REMEMBERED : NOTHING_REMEMBERED;
    if (now.isBefore(last.at.plus(remembered))) {
      return last.thumbprint;
    }
    var fresh =
        Optional.ofNullable(secret())
            .map(secret -> parse(secret).getPublic())
            .map(JoseUtils::thumbprint)
            .map(bytes -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    known = new Known(fresh, now);
    return fresh;
  }

  private KeyPair key() {
    var existing = secret();
    if (existing != null) {
      return parse(existing);
    }
    var made =
        new SecretBuilder()
            .withNewMetadata()
            .withName(SECRET)
            .withNamespace(namespace)
            .withLabels(Map.of(Labels.MANAGED_BY, Labels.MANDALA))
            .endMetadata()
            .withImmutable(true)
            .addToStringData(KEY, Pem.key(Pem.newKey()))
            .build();
    try {
      client.resource(made).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
    return parse(secret());
  }

  private Secret secret() {
    return client.secrets().inNamespace(namespace).withName(SECRET).get();
  }

  private static KeyPair parse(Secret secret) {
    var pem = Base64.getDecoder().decode(secret.getData().get(KEY));
    return Pem.parseKey(new String(pem, StandardCharsets.US_ASCII));
  }
}
