package network.mandala.operator.spore;

import java.time.Instant;
import java.util.Optional;
import network.mandala.crds.spore.Rollback;
import network.mandala.crds.spore.SporeReason;
import network.mandala.crds.spore.SporeVersion;
import network.mandala.operator.bundle.Bundle;
import network.mandala.operator.bundle.BundleAnswer;

/**
 * What is thought of the bundle that the spec names.
 *
 * @param release that it makes; null when it may not be started, or is not known
 * @param objection why not; null when nothing stands against it
 */
record Verdict(Release release, Finding objection) {

  static Verdict of(Seen seen, SporeProject.Open project, Instant now) {
    var bundle = seen.bundle();
    if (bundle.isEmpty()) {
      return new Verdict(null, unread(seen.answer()));
    }
    var signers = new Signers(project.signers(), seen.settings().spores());
    var profile = SporeProfile.find(bundle.get().lsmProfile(), seen.settings().spores().profiles());
    var objection =
        signers
            .objection(bundle.get(), now)
            .or(() -> tooMuch(seen, bundle.get()))
            .or(() -> profile.isPresent() ? Optional.empty() : unsupported(bundle.get()))
            .or(() -> older(seen, bundle.get()));
    return objection
        .map(finding -> new Verdict(null, finding))
        .orElseGet(
            () -> new Verdict(Release.of(bundle.get(), seen.spec(), profile.orElse("")), null));
  }

  private static Finding unread(BundleAnswer answer) {
    return switch (answer) {
      case null -> new Finding(SporeReason.PENDING, "The bundle is being read and checked.");
      case BundleAnswer.Ready ready ->
          new Finding(SporeReason.PENDING, "The bundle has been read.");
      case BundleAnswer.Refused refused -> new Finding(refused.reason(), refused.message());
      case BundleAnswer.Failed failed -> new Finding(failed.reason(), failed.message());
    };
  }

  private static Optional<Finding> tooMuch(Seen seen, Bundle bundle) {
    var budget = seen.spec().budget();
    if (bundle.cpuMilli() > budget.cpuMilli()) {
      return Optional.of(
          exceeded(
              "cpu_milli %d".formatted(bundle.cpuMilli()),
              "cpuMilli %d".formatted(budget.cpuMilli())));
    }
    if (bundle.memoryMb() > budget.memoryMb()) {
      return Optional.of(
          exceeded(
              "memory_mb %d".formatted(bundle.memoryMb()),
              "memoryMb %d".formatted(budget.memoryMb())));
    }
    return Optional.empty();
  }

  private static Finding exceeded(String asked, String given) {
    return new Finding(
        SporeReason.BUDGET_EXCEEDED,
        "The manifest asks for %s for each instance, and spec.budget gives %s. Raise spec.budget, or sign a bundle that asks for less."
            .formatted(asked, given));
  }

  private static Optional<Finding> unsupported(Bundle bundle) {
    return Optional.of(
        new Finding(
            SporeReason.PROFILE_UNSUPPORTED,
            "The manifest names the security profile %s, which the nodes do not have. Sign it with another lsm_profile, or none; or ask the provider to install it and to name it in spores.profiles."
                .formatted(bundle.lsmProfile())));
  }

  /** One that serves already is not gone back to. */
  private static Optional<Finding> older(Seen seen, Bundle bundle) {
    var highest = seen.status().highestAccepted();
    boolean serves =
        seen.routed()
            .filter(lane -> lane.release().bundle().digest().equals(bundle.digest()))
            .isPresent();
    if (highest == null
        || serves
        || seen.spec().rollback() == Rollback.ALLOW
        || VersionOrder.compare(versionOf(bundle), highest) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            SporeReason.ROLLBACK_REFUSED,
            "%s (packed %s) is older than version %s (packed %s), which has run here. Publish a newer one, or set spec.rollback to allow."
                .formatted(
                    bundle.words(), bundle.createdAt(), highest.version(), highest.createdAt())));
  }

  static SporeVersion versionOf(Bundle bundle) {
    return new SporeVersion(bundle.version(), bundle.createdAt());
  }
}
