package network.mandala.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import network.mandala.cli.console.Failure;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RegistryAdministratorTest {
  /** Of a PKCS#8 RSA key of 2048 bits: what stands before the PKCS#1 key in it. */
  private static final int PKCS8_ENVELOPE_BYTES = 26;

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static KeyPair pair;

  @BeforeAll
  static void makeAKey() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    pair = generator.generateKeyPair();
  }

  @Test
  void readsBothFormsOfAKey() {
    byte[] key = pair.getPrivate().getEncoded();

    var pkcs8 = pem("PRIVATE KEY", key);
    var pkcs1 = pem("RSA PRIVATE KEY", Arrays.copyOfRange(key, PKCS8_ENVELOPE_BYTES, key.length));

    assertThat(RegistryAdministrator.key(pkcs8)).isEqualTo(pair.getPrivate());
    assertThat(RegistryAdministrator.key(pkcs1)).isEqualTo(pair.getPrivate());
    assertThatThrownBy(() -> RegistryAdministrator.key("nonsense"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("mandala-registry-token");
  }

  @Test
  void grantsTheOwnRepositoriesForAnHourAndNothingElse() throws IOException {
    var parts = RegistryAdministrator.grant(pair.getPrivate(), NOW).split("\\.");

    var claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
    assertThat(claims.at("/access")).hasSize(1);
    assertThat(claims.at("/access/0/name").asText()).isEqualTo("mandala/*");
    assertThat(claims.at("/exp").asLong()).isEqualTo(NOW.getEpochSecond() + 3600);
    assertThat(claims.at("/aud").asText()).isEqualTo("mandala-grant");
  }

  @Test
  void signsWhatItGrants() throws GeneralSecurityException {
    var parts = RegistryAdministrator.grant(pair.getPrivate(), NOW).split("\\.");

    var signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(pair.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
  }

  private static String pem(String type, byte[] content) {
    var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }
}
