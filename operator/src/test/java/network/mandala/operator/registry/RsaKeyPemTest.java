package network.mandala.operator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class RsaKeyPemTest {

  private static final RSAPrivateCrtKey KEY = key();

  @Test
  void readsWhatOpensslWrites() throws Exception {
    var parsed = RsaKeyPem.parse(pem("PRIVATE KEY", KEY.getEncoded()));

    assertThat(parsed).isEqualTo(KEY);
  }

  @Test
  void readsWhatHelmWrites() throws Exception {
    var pkcs8 = KEY.getEncoded();
    // 26 bytes: sequence and length, version, algorithm, octet string and length (2048 bits)
    var pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);

    var parsed = RsaKeyPem.parse(pem("RSA PRIVATE KEY", pkcs1));

    assertThat(parsed).isEqualTo(KEY);
  }

  @Test
  void refusesWhatIsNoKey() {
    assertThatThrownBy(() -> RsaKeyPem.parse("-----BEGIN CERTIFICATE-----"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no RSA key");
  }

  private static RSAPrivateCrtKey key() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String type, byte[] der) {
    var body = Base64.getMimeEncoder().encodeToString(der);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, body);
  }
}
