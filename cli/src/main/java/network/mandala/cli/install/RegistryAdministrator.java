package network.mandala.cli.install;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import network.mandala.cli.console.Failure;
import network.mandala.cluster.RegistryLogin;

/**
 * Signs a grant for the repositories {@code mandala/*}, where the base images and our own are kept.
 * Only who may read the signing key's Secret can do that: the provider.
 */
final class RegistryAdministrator {
  private static final String SECRET = "mandala-registry-token";
  private static final String USER = "mandala";
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (RSA )?PRIVATE KEY-----");

  /** In PKCS#8, the version and "this is an RSA key": what stands before a key of PKCS#1. */
  private static final byte[] PKCS8_PREFIX =
      HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private static final byte SEQUENCE = 0x30;
  private static final byte OCTET_STRING = 0x04;
  private static final ObjectMapper JSON = new ObjectMapper();

  private RegistryAdministrator() {}

  static RegistryLogin login(KubernetesClient client, Instant now) {
    var secret = client.secrets().inNamespace(HelmRelease.NAMESPACE).withName(SECRET).get();
    if (secret == null || !secret.getData().containsKey("tls.key")) {
      throw new Failure(
          "Secret "
              + SECRET
              + " is missing in "
              + HelmRelease.NAMESPACE
              + ": install again with 'mandala up'");
    }
    var pem =
        new String(
            Base64.getDecoder().decode(secret.getData().get("tls.key")), StandardCharsets.US_ASCII);
    return new RegistryLogin(USER, grant(key(pem), now));
  }

  static String grant(PrivateKey key, Instant now) {
    var header = Map.of("alg", "RS256", "typ", "mandala-grant+jwt");
    var claims =
        Map.of(
            "iss",
            "mandala",
            "aud",
            "mandala-grant",
            "sub",
            USER,
            "iat",
            now.getEpochSecond(),
            "exp",
            now.plus(LIFETIME).getEpochSecond(),
            "access",
            List.of(Map.of("name", "mandala/*", "actions", List.of("pull", "push"))));
    var signed = encode(header) + "." + encode(claims);
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM signs with RSA", e);
    }
  }

  static PrivateKey key(String pem) {
    var matcher = PEM.matcher(pem);
    if (!matcher.find()) {
      throw new Failure("Secret " + SECRET + " holds no private key in PEM form under tls.key");
    }
    byte[] der = Base64.getMimeDecoder().decode(matcher.group(2).strip());
    byte[] pkcs8 = matcher.group(1) == null ? der : pkcs8(der);
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException e) {
      throw new Failure("Secret " + SECRET + " holds no RSA key: " + e.getMessage(), e);
    }
  }

  /** Helm makes keys in the older form PKCS#1, which Java does not read: PKCS#8 is an envelope. */
  private static byte[] pkcs8(byte[] pkcs1) {
    var key = tagged(OCTET_STRING, pkcs1);
    var content = Arrays.copyOf(PKCS8_PREFIX, PKCS8_PREFIX.length + key.length);
    System.arraycopy(key, 0, content, PKCS8_PREFIX.length, key.length);
    return tagged(SEQUENCE, content);
  }

  /** DER: the tag, the length in two bytes (RSA keys need no more and no fewer), the content. */
  private static byte[] tagged(byte tag, byte[] content) {
    return ByteBuffer.allocate(content.length + 4)
        .put(tag)
        .put((byte) 0x82)
        .putShort((short) content.length)
        .put(content)
        .array();
  }

  private static String encode(Map<String, ?> json) {
    try {
      return encode(JSON.writeValueAsBytes(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and numbers can be written as JSON", e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
