package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import network.mandala.crds.agent.DomainCertificate;
import network.mandala.crds.agent.DomainStatus;
import network.mandala.operator.certificate.CertificateRequest;
import network.mandala.operator.certificate.CertificateSecret;
import network.mandala.operator.certificate.CertificateTrouble;

/** The certificates of the domains of an agent. */
final class AgentCertificates {

  /** Often enough to see that one is there, or can be tried again. */
  private static final Duration WHILE_WAITING = Duration.ofSeconds(15);

  private AgentCertificates() {}

  /** The Secrets that are used, and those of domains that may be routed again. */
  static List<Secret> kept(Seen seen) {
    var names =
        DomainClaim.of(seen.spec()).stream()
            .map(DomainClaim::host)
            .flatMap(host -> CertificateSecret.find(seen.secrets(), host).stream())
            .map(CertificateSecret.Facts::secret)
            .toList();
    return seen.secrets().stream()
        .filter(secret -> names.contains(secret.getMetadata().getName()))
        .toList();
  }

  /** Those that are missing, or are to be renewed. */
  static List<CertificateRequest> due(Seen seen, Instant now) {
    return routed(seen)
        .filter(
            host ->
                CertificateSecret.find(seen.secrets(), host)
                    .filter(facts -> now.isBefore(facts.renewAt()))
                    .isEmpty())
        .map(host -> request(seen, host))
        .toList();
  }

  private static Stream<String> routed(Seen seen) {
    return seen.node().acme()
        ? AgentHosts.in(seen, DomainVerdict.Standing.ROUTED).map(DomainVerdict::host)
        : Stream.empty();
  }

  private static CertificateRequest request(Seen seen, String host) {
    var agent = seen.agent();
    var metadata = seen.metadata(seen.name());
    return new CertificateRequest(
        host,
        seen.namespace(),
        seen.name(),
        metadata.getLabels(),
        new OwnerReferenceBuilder()
            .withApiVersion(agent.getApiVersion())
            .withKind(agent.getKind())
            .withName(seen.name())
            .withUid(agent.getMetadata().getUid())
            .withController(true)
            .withBlockOwnerDeletion(true)
            .build());
  }

  /** A domain with what is known of its certificate. */
  static DomainVerdict describe(
      DomainVerdict verdict,
      List<Secret> secrets,
      Optional<CertificateTrouble> trouble,
      Instant now) {
    var facts = CertificateSecret.find(secrets, verdict.host());
    var message =
        trouble
            .filter(given -> facts.isEmpty() || !now.isBefore(facts.get().renewAt()))
            .map(
                given ->
                    given.message()
                        + " It is tried again after "
                        + given.retryAt().truncatedTo(ChronoUnit.SECONDS)
                        + ".");
    if (facts.isEmpty() && verdict.standing() != DomainVerdict.Standing.ROUTED) {
      return verdict;
    }
    var certificate =
        new DomainCertificate(
            facts.map(CertificateSecret.Facts::secret).orElse(null),
            facts.map(known -> known.expiresAt().toString()).orElse(null),
            facts.map(known -> known.renewAt().toString()).orElse(null),
            message.orElse(facts.isPresent() ? null : "It is being got."));
    var wait =
        facts
            .map(known -> Duration.between(now, known.renewAt()))
            .filter(Duration::isPositive)
            .orElseGet(
                () ->
                    trouble
                        .map(given -> Duration.between(now, given.retryAt()).plusMillis(100))
                        .filter(Duration::isPositive)
                        .orElse(WHILE_WAITING));
    return new DomainVerdict(
        verdict.status().with(certificate),
        verdict.standing(),
        trouble.isPresent(),
        trouble.map(CertificateTrouble::authorityAway).orElse(false),
        verdict.overdue(),
        verdict.recheck().compareTo(wait) < 0 ? verdict.recheck() : wait);
  }

  /** Whether a routed domain has no certificate. */
  static boolean isLacking(DomainStatus status) {
    return status.certificate() != null && status.certificate().secret() == null;
  }
}
