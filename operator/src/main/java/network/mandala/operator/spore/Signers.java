package network.mandala.operator.spore;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.mandala.crds.project.TrustedSigner;
import network.mandala.crds.spore.SporeReason;
import network.mandala.identity.spore.InvalidSpore;
import network.mandala.identity.spore.SporeTime;
import network.mandala.operator.bundle.Bundle;
import network.mandala.operator.config.SporeConfig;

/**
 * Whose bundles are run: those of keys that the project trusts, for the app and at the time; and of
 * keys that the provider trusts. What is revoked is never run, and stopped where it runs.
 */
final class Signers {

  private final List<TrustedSigner> ofProject;
  private final SporeConfig ofNode;

  Signers(List<TrustedSigner> ofProject, SporeConfig ofNode) {
    this.ofProject = ofProject;
    this.ofNode = ofNode;
  }

  /** The name under which a key is known; empty: under none. */
  Optional<String> nameOf(Bundle bundle) {
    return ofProject.stream()
        .filter(signer -> signer.publicKey().equals(bundle.signer()))
        .map(TrustedSigner::name)
        .findFirst()
        .or(
            () ->
                ofNode.trustedKeys().entrySet().stream()
                    .filter(entry -> entry.getValue().equals(bundle.signer()))
                    .map(java.util.Map.Entry::getKey)
                    .findFirst());
  }

  /** Why a bundle must not run, not even where it does. */
  Optional<Finding> revocation(Bundle bundle) {
    var why = ofNode.revoked().get(bundle.digest());
    if (why != null) {
      return Optional.of(
          new Finding(
              SporeReason.BUNDLE_REVOKED,
              "Bundle %s is revoked by the provider: %s. Publish another one."
                  .formatted(bundle.digest(), why)));
    }
    var whyKey = ofNode.revoked().get(bundle.signer());
    if (whyKey != null) {
      return Optional.of(
          new Finding(
              SporeReason.SIGNER_REVOKED,
              "Key %s, which signed the bundle, is revoked by the provider: %s. Sign it with another key."
                  .formatted(bundle.signer(), whyKey)));
    }
    return ofProject.stream()
        .filter(signer -> signer.publicKey().equals(bundle.signer()) && signer.revoked())
        .findFirst()
        .map(
            signer ->
                new Finding(
                    SporeReason.SIGNER_REVOKED,
                    "The key of signer %s is revoked in the Project (spec.trustedSigners). Sign the bundle with another key."
                        .formatted(signer.name())));
  }

  /** Why a bundle must not be started; empty: it may. */
  Optional<Finding> objection(Bundle bundle, Instant now) {
    var revoked = revocation(bundle);
    if (revoked.isPresent() || ofNode.trustedKeys().containsValue(bundle.signer())) {
      return revoked;
    }
    var known =
        ofProject.stream().filter(signer -> signer.publicKey().equals(bundle.signer())).toList();
    if (known.isEmpty()) {
      return untrusted(
          "No trusted signer of the Project has key %s, which signed the bundle. If you know whose it is, add it to spec.trustedSigners of the Project."
              .formatted(bundle.signer()));
    }
    var findings = known.stream().map(signer -> objection(signer, bundle, now)).toList();
    return findings.stream().anyMatch(Optional::isEmpty) ? Optional.empty() : findings.getFirst();
  }

  private static Optional<Finding> objection(TrustedSigner signer, Bundle bundle, Instant now) {
    if (!signer.apps().isEmpty() && !signer.apps().contains(bundle.name())) {
      return untrusted(
          "Signer %s may not sign app %s, but only %s. Add it to apps of the signer in spec.trustedSigners of the Project, or sign with another key."
              .formatted(signer.name(), bundle.name(), String.join(", ", signer.apps())));
    }
    if (signer.notBefore() != null && now.isBefore(time(signer.notBefore(), Instant.MAX))) {
      return untrusted(
          "The key of signer %s is good from %s on, not yet (notBefore in spec.trustedSigners of the Project)."
              .formatted(signer.name(), signer.notBefore()));
    }
    if (signer.notAfter() != null && !now.isBefore(time(signer.notAfter(), Instant.MIN))) {
      return untrusted(
          "The key of signer %s has expired at %s. Sign the bundle with another key, or move notAfter in spec.trustedSigners of the Project."
              .formatted(signer.name(), signer.notAfter()));
    }
    return Optional.empty();
  }

  private static Instant time(String text, Instant otherwise) {
    try {
      return SporeTime.parse(text).instant();
    } catch (InvalidSpore unreadable) {
      return otherwise;
    }
  }

  private static Optional<Finding> untrusted(String message) {
    return Optional.of(new Finding(SporeReason.SIGNER_NOT_TRUSTED, message));
  }
}
