package network.mandala.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidedNamesTest {

  /**
   * With DNS:*.demo.example.org, DNS:hello.shop.example.org, IP:10.0.0.1; its key was never kept.
   */
  private static final String PEM =
      """
          -----BEGIN CERTIFICATE-----
          MIIBpjCCAUugAwIBAgIBATAKBggqhkjOPQQDAjARMQ8wDQYDVQQDDAZhZ2VudHMw
          IBcNMjYxMTIyMDE0ODU1WhgPMjEyNjEwMjkwMTQ4NTVaMBExDzANBgNVBAMMBmFn
          ZW50czBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPjaMa+Dh1vMFx4CcQEQQ1rQ
          4oRuhjkECbPtVuGNrky7mqvNkkeNb6PENK2InD2H2P5IPa0s+dCX9JyZHXwF+Bij
          gZEwgY4wHQYDVR0OBBYEFMT9mGiTsvBG1aqLbZT173+dtta9MB8GA1UdIwQYMBaA
          FMT9mGiTsvBG1aqLbZT173+dtta9MA8GA1UdEwEB/wQFMAMBAf8wOwYDVR0RBDQw
          MoISKi5kZW1vLmV4YW1wbGUub3JnghZoZWxsby5zaG9wLmV4YW1wbGUub3JnhwQK
          AAABMAoGCCqGSM49BAMCA0kAMEYCIQDsVtSAhzYbuHwtlPOC+QFy59ASxJU3VdrW
          EfUl36WohAIhAPIYByc8Q/w0qSFBXIn233Z0yL61j0V9uAeikMTRW1Oh
          -----END CERTIFICATE-----
      """;

  @Test
  void theNamesOfTheFirstCertificateAreRead() {
    var names = read(PEM + PEM);

    assertThat(names.trouble()).isEmpty();
    assertThat(names.names()).containsExactly("*.demo.example.org", "hello.shop.example.org");
    assertThat(names.expiresAt()).isAfter(Instant.parse("2100-01-01T00:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "hello.demo.example.org, true",
    "demo.example.org, false",
    "a.hello.demo.example.org, false",
    "hello.shop.example.org, true",
    "other.shop.example.org, false",
    "org, false"
  })
  void aWildcardStandsForOneLevel(String host, boolean covered) {
    assertThat(read(PEM).covers(host)).isEqualTo(covered);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----"})
  void whatCannotBeReadCoversNothing(String text) {
    assertThat(read(text).trouble()).contains("no certificate");
    assertThat(read(text).covers("hello.demo.example.org")).isFalse();
  }

  @Test
  void aSecretMayBeMissing() {
    assertThat(ProvidedNames.of(null).trouble()).contains("no Secret of that name");
    assertThat(ProvidedNames.of(new SecretBuilder().build()).names()).isEqualTo(List.of());
  }

  private static ProvidedNames read(String text) {
    return ProvidedNames.of(
        new SecretBuilder()
            .addToData(
                "tls.crt",
                Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
            .build());
  }
}
