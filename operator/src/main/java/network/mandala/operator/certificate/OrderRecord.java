package network.mandala.operator.certificate;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.operator.kubernetes.Hashes;
import network.mandala.operator.kubernetes.Labels;

/**
 * How far an order has come, as a Secret: the key is there before the authority is asked for a
 * certificate, so a process that is killed loses none.
 *
 * @param key private key of the certificate, PEM
 * @param location of the order at the authority; empty while there is none
 * @param failures in a row
 * @param away whether the last failure was that the authority could not be asked
 * @param message of the last failure; empty when there is none
 * @param retryAt not before this
 */
record OrderRecord(
    String host,
    String key,
    String location,
    int failures,
    boolean away,
    String message,
    Instant retryAt) {

  private static final String COMPONENT = "acme-order";
  static final Map<String, String> LABELS =
      Collections.unmodifiableMap(
          new TreeMap<>(Map.of(Labels.MANAGED_BY, Labels.MANDALA, Labels.COMPONENT, COMPONENT)));

  private static final String HOST = "mandala.network/acme-host";
  private static final String LOCATION = "mandala.network/acme-order";
  private static final String FAILURES = "mandala.network/acme-failures";
  private static final String AWAY = "mandala.network/acme-away";
  private static final String MESSAGE = "mandala.network/acme-message";
  private static final String RETRY_AT = "mandala.network/acme-retry-at";
  private static final String KEY = "key.pem";

  static OrderRecord begin(String host, String key) {
    return new OrderRecord(host, key, "", 0, false, "", Instant.EPOCH);
  }

  OrderRecord at(String newLocation) {
    return new OrderRecord(host, key, newLocation, failures, away, message, retryAt);
  }

  /**
   * @param keepOrder whether it is worth while to go on with the same order
   */
  OrderRecord failed(CertificateTrouble trouble, boolean keepOrder) {
    return new OrderRecord(
        host,
        key,
        keepOrder ? location : "",
        failures + 1,
        trouble.authorityAway(),
        trouble.message(),
        trouble.retryAt());
  }

  CertificateTrouble trouble() {
    return new CertificateTrouble(away, message, retryAt);
  }

  static String name(String host) {
    return "mandala-acme-" + Hashes.hex(host, 16);
  }

  Secret toSecret(String namespace) {
    var annotations = new TreeMap<String, String>();
    annotations.put(HOST, host);
    annotations.put(LOCATION, location);
    annotations.put(FAILURES, String.valueOf(failures));
    annotations.put(AWAY, String.valueOf(away));
    annotations.put(MESSAGE, message);
    annotations.put(RETRY_AT, retryAt.toString());
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name(host))
        .withNamespace(namespace)
        .withLabels(LABELS)
        .withAnnotations(annotations)
        .endMetadata()
        .addToStringData(KEY, key)
        .build();
  }

  static OrderRecord parse(Secret secret) {
    var annotations = secret.getMetadata().getAnnotations();
    return new OrderRecord(
        annotations.get(HOST),
        new String(
            Base64.getDecoder().decode(secret.getData().get(KEY)), StandardCharsets.US_ASCII),
        annotations.get(LOCATION),
        Integer.parseInt(annotations.get(FAILURES)),
        Boolean.parseBoolean(annotations.get(AWAY)),
        annotations.get(MESSAGE),
        Instant.parse(annotations.get(RETRY_AT)));
  }
}
