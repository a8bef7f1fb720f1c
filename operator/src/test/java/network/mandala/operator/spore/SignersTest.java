package network.mandala.operator.spore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.mandala.crds.project.TrustedSigner;
import network.mandala.crds.spore.SporeReason;
import network.mandala.operator.config.SporeConfig;
import org.junit.jupiter.api.Test;

class SignersTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String KEY = World.KEY;
  private static final SporeConfig NOTHING = node(Map.of(), Map.of());

  @Test
  void aKeyOfTheProjectIsGoodForItsAppsAndItsTime() {
    assertThat(objection(NOTHING, signer(List.of(), null, null, false))).isEmpty();
    assertThat(objection(NOTHING, signer(List.of("billing", "x"), null, null, false))).isEmpty();
    assertThat(
            objection(
                NOTHING, signer(List.of(), "2026-03-01T12:00:00Z", "2026-03-01T12:00:01Z", false)))
        .isEmpty();
  }

  @Test
  void elseItIsSaidWhatStandsAgainstIt() {
    assertRefused(NOTHING, SporeReason.SIGNER_NOT_TRUSTED, "No trusted signer");
    assertRefused(
        NOTHING,
        SporeReason.SIGNER_NOT_TRUSTED,
        "may not sign app billing, but only other",
        signer(List.of("other"), null, null, false));
    assertRefused(
        NOTHING,
        SporeReason.SIGNER_NOT_TRUSTED,
        "not yet",
        signer(List.of(), "2026-03-01T12:00:01Z", null, false));
    assertRefused(
        NOTHING,
        SporeReason.SIGNER_NOT_TRUSTED,
        "has expired at 2026-03-01T14:00:00+02:00",
        signer(List.of(), null, "2026-03-01T14:00:00+02:00", false));
    assertRefused(
        NOTHING,
        SporeReason.SIGNER_REVOKED,
        "signer acme is revoked",
        signer(List.of(), null, null, true));
  }

  @Test
  void aTimeThatNobodyCanReadTrustsNobody() {
    assertRefused(
        NOTHING,
        SporeReason.SIGNER_NOT_TRUSTED,
        "expired",
        signer(List.of(), null, "2026-03-01T99:00:00Z", false));
    assertRefused(
        NOTHING,
        SporeReason.SIGNER_NOT_TRUSTED,
        "not yet",
        signer(List.of(), "2026-03-01Tnow", null, false));
  }

  @Test
  void ofTwoEntriesWithOneKeyOneIsEnoughButARevokedOneIsNot() {
    var other = signer(List.of("other"), null, null, false);
    assertThat(objection(NOTHING, other, signer(List.of("billing"), null, null, false))).isEmpty();
    assertRefused(
        NOTHING,
        SporeReason.SIGNER_REVOKED,
        "revoked",
        signer(List.of(), null, null, false),
        signer(List.of(), null, null, true));
  }

  @Test
  void theProviderTrustsAndRevokesForAll() {
    var digest = World.bundle(1).digest();
    assertThat(objection(node(Map.of("house", KEY), Map.of()))).isEmpty();
    assertThat(new Signers(List.of(), node(Map.of("house", KEY), Map.of())).nameOf(World.bundle(1)))
        .contains("house");
    assertRefused(
        node(Map.of("house", KEY), Map.of(KEY, "stolen")), SporeReason.SIGNER_REVOKED, "stolen");
    assertRefused(
        node(Map.of("house", KEY), Map.of(digest, "leaks")), SporeReason.BUNDLE_REVOKED, "leaks");
    assertRefused(
        node(Map.of("house", KEY), Map.of()),
        SporeReason.SIGNER_REVOKED,
        "signer acme",
        signer(List.of(), null, null, true));
  }

  private static void assertRefused(
      SporeConfig node, SporeReason reason, String words, TrustedSigner... signers) {
    var finding = objection(node, signers);
    assertThat(finding).isPresent();
    assertThat(finding.get().reason()).isEqualTo(reason);
    assertThat(finding.get().message()).contains(words);
  }

  private static Optional<Finding> objection(SporeConfig node, TrustedSigner... signers) {
    return new Signers(List.of(signers), node).objection(World.bundle(1), NOW);
  }

  private static TrustedSigner signer(
      List<String> apps, String notBefore, String notAfter, boolean revoked) {
    return new TrustedSigner("acme", KEY, apps, notBefore, notAfter, revoked);
  }

  private static SporeConfig node(Map<String, String> trusted, Map<String, String> revoked) {
    return new SporeConfig(1, trusted, revoked, Map.of());
  }
}
