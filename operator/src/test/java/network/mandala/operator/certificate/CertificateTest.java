package network.mandala.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import network.mandala.operator.testing.Golden;
import network.mandala.operator.testing.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final AcmeSettings SETTINGS =
      new AcmeSettings(
          URI.create("https://ca.example.org/dir"),
          "",
          null,
          "mandala-system",
          "mandala-acme",
          "nginx");

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z, 2026-04-01T00:00:00Z, 2026-03-02T00:00:00Z",
    "2026-01-01T00:00:00Z, 2026-01-07T00:00:00Z, 2026-01-05T00:00:00Z"
  })
  void aCertificateIsRenewedAtTwoThirdsOfItsLife(Instant begins, Instant ends, Instant renewed) {
    assertThat(CertificateSecret.renewAt(begins, ends)).isEqualTo(renewed);
  }

  @ParameterizedTest
  @CsvSource({"0, 2m", "1, 6m", "2, 18m", "3, 54m", "4, 162m", "5, 360m", "1000, 360m"})
  void refusalsAreAskedForEverLessOften(int failures, String wait) {
    assertThat(Backoff.afterRefusal(failures, NOW))
        .isEqualTo(NOW.plus(java.time.Duration.parse("PT" + wait)));
  }

  @ParameterizedTest
  @CsvSource({"0, 15s", "1, 30s", "5, 480s", "6, 600s", "1000, 600s"})
  void anAuthorityThatIsAwayIsAskedSooner(int failures, String wait) {
    assertThat(Backoff.whileAway(failures, NOW))
        .isEqualTo(NOW.plus(java.time.Duration.parse("PT" + wait)));
  }

  @Test
  void anOrderIsReadAsItWasWritten() {
    var record =
        OrderRecord.begin("shop.test", Pem.key(Pem.newKey()))
            .at("https://ca.example.org/order/1")
            .failed(new CertificateTrouble(true, "It does not answer.", NOW), true);

    var read = OrderRecord.parse(stored(record.toSecret("mandala-system")));

    assertThat(read).isEqualTo(record);
    assertThat(read.failures()).isOne();
    assertThat(read.failed(new CertificateTrouble(false, "No.", NOW), false).location()).isEmpty();
  }

  @Test
  void aKeyIsReadAsItWasWritten() {
    var key = Pem.newKey();

    var read = Pem.parseKey(Pem.key(key));

    assertThat(read.getPublic().getEncoded()).isEqualTo(key.getPublic().getEncoded());
    assertThat(read.getPrivate().getAlgorithm()).isIn("EC", "ECDSA");
  }

  @Test
  void theRouteOfAChallengeLeadsToTheOperatorAndNowhereElse() {
    Golden.assertMatches("acme-challenge", List.of(ChallengeRoute.desired(SETTINGS, "shop.test")));
  }

  @Test
  void theNewestCertificateOfAHostIsUsed(@TempDir Path folder) throws Exception {
    TestKeys.write(folder);
    X509Certificate certificate;
    try (var in = java.nio.file.Files.newInputStream(folder.resolve("tls.crt"))) {
      certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
    var secret = CertificateSecret.desired(request(), List.of(certificate, certificate), "key");

    var facts = CertificateSecret.find(List.of(older("shop.test"), secret), "shop.test");

    assertThat(facts).isPresent();
    assertThat(facts.get().secret()).isEqualTo(secret.getMetadata().getName());
    assertThat(facts.get().expiresAt()).isEqualTo(certificate.getNotAfter().toInstant());
    assertThat(secret.getImmutable()).isTrue();
    assertThat(secret.getType()).isEqualTo("kubernetes.io/tls");
    assertThat(secret.getStringData().get("tls.crt").split("-----BEGIN CERTIFICATE-----"))
        .hasSize(3);
    assertThat(CertificateSecret.find(List.of(secret), "other.test")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "short", "../../etc/passwd/aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaa<b>"})
  void whatIsNoTokenIsNotAnswered(String token) {
    assertThat(new ChallengeEndpoint(null).answer(token).status()).isEqualTo(404);
  }

  @Test
  void wordsOfAnAuthorityAreCutAndCleaned() {
    assertThat(CertificateOrder.plain("a\u0000\u001b[31m\n b" + "c".repeat(500)))
        .startsWith("a [31m b")
        .hasSize(300);
  }

  private static CertificateRequest request() {
    return new CertificateRequest(
        "shop.test",
        "mandala-project-demo",
        "hello",
        Map.of("mandala.network/agent", "hello"),
        new OwnerReferenceBuilder().withName("hello").withUid("uid").build());
  }

  private static Secret older(String host) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName("hello-tls-older")
        .withAnnotations(
            Map.of(
                "mandala.network/certificate-host", host,
                "mandala.network/certificate-expires", "2020-03-01T00:00:00Z",
                "mandala.network/certificate-renew", "2020-02-01T00:00:00Z"))
        .endMetadata()
        .build();
  }

  /** As the API server gives it back. */
  private static Secret stored(Secret secret) {
    var stored = new SecretBuilder(secret).withStringData(null);
    secret
        .getStringData()
        .forEach(
            (key, value) ->
                stored.addToData(
                    key,
                    Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.US_ASCII))));
    return stored.build();
  }
}
