package network.mandala.operator.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import network.mandala.operator.registry.Grant;
import network.mandala.operator.registry.RegistryGrants;
import network.mandala.operator.registry.TokenKey;
import network.mandala.operator.testing.TestKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialIssuerTest {

  private static final Duration LIFETIME = Duration.ofDays(30);
  private static final Duration HALF = Duration.ofDays(15);
  private static final String HOST = "registry.example.org";

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private RegistryGrants grants;
  private CredentialIssuer issuer;

  @BeforeEach
  void start() throws Exception {
    TestKeys.write(folder);
    grants = grants();
    issuer = new CredentialIssuer(grants, LIFETIME, clock);
  }

  @Test
  void aProjectWithoutSecretsGetsGrantsOfItsOwn() {
    var credentials = issuer.keepOrMint("demo", "uid", Map.of());

    assertThat(grants.verify("demo", "uid", credentials.pullGrant()).map(Grant::access))
        .contains(CredentialIssuer.pullRights("demo"));
    assertThat(grants.verify("demo", "uid", credentials.pushGrant()).map(Grant::access))
        .contains(CredentialIssuer.pushRights("demo"));
    assertThat(credentials.renewAt()).isEqualTo(now.plus(HALF));
  }

  @Test
  void grantsAreKeptForHalfOfTheirLife() {
    var first = issuer.keepOrMint("demo", "uid", Map.of());
    now = now.plus(HALF).minusSeconds(1);

    assertThat(issuer.keepOrMint("demo", "uid", secrets("demo", first))).isEqualTo(first);
  }

  @Test
  void thenTheyAreRenewedWhileTheOldOnesAreStillGood() {
    var first = issuer.keepOrMint("demo", "uid", Map.of());
    now = now.plus(HALF);

    var second = issuer.keepOrMint("demo", "uid", secrets("demo", first));

    assertThat(second.pullGrant()).isNotEqualTo(first.pullGrant());
    assertThat(second.renewAt()).isEqualTo(now.plus(HALF));
    assertThat(grants.verify("demo", "uid", first.pullGrant())).isPresent();
  }

  @Test
  void grantsOfAnotherKeyAnotherProjectOrWithOtherRightsAreReplaced() throws Exception {
    var first = issuer.keepOrMint("demo", "uid", Map.of());
    var ofAnother = issuer.keepOrMint("demo", "uid-before", Map.of());
    var swapped = new Credentials(first.pushGrant(), first.pullGrant(), first.renewAt());
    var damaged = new Credentials("x", "", first.renewAt());

    for (var held : new Credentials[] {ofAnother, swapped, damaged}) {
      var fresh = issuer.keepOrMint("demo", "uid", secrets("demo", held));

      assertThat(fresh.pullGrant()).isNotEqualTo(held.pullGrant());
      assertThat(fresh.pushGrant()).isNotEqualTo(held.pushGrant());
      assertThat(grants.verify("demo", "uid", fresh.pullGrant())).isPresent();
    }

    var rotated = Files.createDirectory(folder.resolve("rotated"));
    TestKeys.write(rotated);
    var next =
        new CredentialIssuer(grants(rotated), LIFETIME, clock)
            .keepOrMint("demo", "uid", secrets("demo", first));
    assertThat(next.pullGrant()).isNotEqualTo(first.pullGrant());
  }

  private static Map<String, Secret> secrets(String project, Credentials credentials) {
    return Map.of(
        ProjectNames.PULL_SECRET, ProjectSecrets.desiredPull(project, HOST, credentials),
        ProjectNames.PUSH_SECRET, ProjectSecrets.desiredPush(project, HOST, false, credentials));
  }

  private RegistryGrants grants() throws Exception {
    return grants(folder);
  }

  private RegistryGrants grants(Path keys) throws Exception {
    return new RegistryGrants(
        TokenKey.load(keys.resolve("tls.key"), keys.resolve("tls.crt")),
        "mandala",
        "mandala-registry",
        project -> Optional.empty(),
        clock);
  }
}
