package network.mandala.operator.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.mandala.operator.testing.TestKeys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryGrantsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<Access> RIGHTS =
      List.of(Access.pull("demo/*"), Access.pullAndPush("demo/*/source"));
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private static Path folder;
  @TempDir private static Path otherFolder;

  @BeforeAll
  static void keys() {
    TestKeys.write(folder);
    TestKeys.write(otherFolder);
  }

  @Test
  void aGrantCarriesItsRights() throws Exception {
    var grant = grants(folder, NOW).mint("demo", "uid-1", RIGHTS, HOUR);

    assertThat(grants(folder, NOW).verify("demo", grant))
        .contains(new Grant("demo", RIGHTS, NOW.plus(HOUR)));
  }

  @Test
  void aGrantEnds() throws Exception {
    var grant = grants(folder, NOW).mint("demo", "uid-1", RIGHTS, HOUR);

    assertThat(grants(folder, NOW.plus(HOUR).minusSeconds(1)).verify("demo", grant)).isPresent();
    assertThat(grants(folder, NOW.plus(HOUR)).verify("demo", grant)).isEmpty();
  }

  @Test
  void aGrantIsOfOneProject() throws Exception {
    var grant = grants(folder, NOW).mint("demo", "uid-1", RIGHTS, HOUR);

    assertThat(grants(folder, NOW).verify("other", grant)).isEmpty();
    assertThat(grants(folder, NOW).verify("mandala", grant)).isEmpty();
  }

  @Test
  void aGrantEndsWithItsProjectAlsoWhenAnotherTakesTheName() throws Exception {
    var grant = grants(folder, NOW).mint("demo", "uid-1", RIGHTS, HOUR);
    var gone = grants(folder, NOW, Map.of());
    var another = grants(folder, NOW, Map.of("demo", "uid-of-another"));

    assertThat(gone.verify("demo", grant)).isEmpty();
    assertThat(another.verify("demo", grant)).isEmpty();
  }

  @Test
  void aGrantOfAnotherKeyIsForged() throws Exception {
    var grant = grants(otherFolder, NOW).mint("demo", "uid-1", RIGHTS, HOUR);

    assertThat(grants(folder, NOW).verify("demo", grant)).isEmpty();
  }

  @Test
  void everyChangedByteIsNoticed() throws Exception {
    var grants = grants(folder, NOW);
    var grant = grants.mint("demo", "uid-1", RIGHTS, HOUR);

    for (int i = 0; i < grant.length(); i++) {
      var bytes = grant.getBytes(StandardCharsets.US_ASCII);
      bytes[i] = (byte) (bytes[i] == 'A' ? 'B' : 'A');
      var changed = new String(bytes, StandardCharsets.US_ASCII);
      // The last digit of base64 has bits that mean nothing.
      if (!sameContent(grant, changed)) {
        assertThat(grants.verify("demo", changed)).as("byte %d", i).isEmpty();
      }
    }
  }

  @Test
  void noneAndOtherAlgorithmsAreRefused() throws Exception {
    var grants = grants(folder, NOW);
    var claims = SignedJWT.parse(grants.mint("demo", "uid-1", RIGHTS, HOUR)).getJWTClaimsSet();
    var certificate = Files.readAllBytes(folder.resolve("tls.crt"));
    // The classic confusion: the public key taken for a shared secret.
    var mac =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType("mandala-grant+jwt"))
                .build(),
            claims);
    mac.sign(new MACSigner(certificate));

    assertThat(grants.verify("demo", new PlainJWT(claims).serialize())).isEmpty();
    assertThat(grants.verify("demo", mac.serialize())).isEmpty();
  }

  @Test
  void aTokenOfTheRegistryIsNoGrant() throws Exception {
    var grants = grants(folder, NOW);

    assertThat(grants.verify("demo", grants.token("demo", RIGHTS).token())).isEmpty();
    assertThat(grants.verify("demo", "")).isEmpty();
    assertThat(grants.verify("demo", "x".repeat(100_000))).isEmpty();
  }

  @Test
  void aTokenNamesItsRightsAndItsCertificate() throws Exception {
    var token = grants(folder, NOW).token("demo", List.of(Access.pull("demo/a"), none("demo/b")));

    var jwt = SignedJWT.parse(token.token());
    JWTClaimsSet claims = jwt.getJWTClaimsSet();
    assertThat(jwt.getHeader().getX509CertChain()).hasSize(1);
    assertThat(claims.getIssuer()).isEqualTo("mandala");
    assertThat(claims.getAudience()).containsExactly("mandala-registry");
    assertThat(claims.getListClaim("access"))
        .isEqualTo(
            List.of(Map.of("type", "repository", "name", "demo/a", "actions", List.of("pull"))));
  }

  private static Access none(String repository) {
    return new Access(repository, List.of());
  }

  private static boolean sameContent(String grant, String changed) {
    var a = grant.split("\\.");
    var b = changed.split("\\.");
    if (a.length != b.length) {
      return false;
    }
    try {
      for (int i = 0; i < a.length; i++) {
        var decoder = Base64.getUrlDecoder();
        if (!Arrays.equals(decoder.decode(a[i]), decoder.decode(b[i]))) {
          return false;
        }
      }
      return true;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static RegistryGrants grants(Path keys, Instant now) throws Exception {
    return grants(keys, now, Map.of("demo", "uid-1", "other", "uid-2"));
  }

  private static RegistryGrants grants(Path keys, Instant now, Map<String, String> projects)
      throws Exception {
    return new RegistryGrants(
        TokenKey.load(keys.resolve("tls.key"), keys.resolve("tls.crt")),
        "mandala",
        "mandala-registry",
        project -> Optional.ofNullable(projects.get(project)),
        Clock.fixed(now, ZoneOffset.UTC));
  }
}
