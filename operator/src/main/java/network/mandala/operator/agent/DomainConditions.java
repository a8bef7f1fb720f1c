package network.mandala.operator.agent;

import static network.mandala.operator.agent.AgentReasons.met;
import static network.mandala.operator.agent.AgentReasons.unmet;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.DomainTarget;
import network.mandala.operator.kubernetes.Conditions;

/**
 * What is said about the host names of an agent and of its frontend. A host that only goes with a
 * domain is not complained about: nobody has asked for it by name.
 */
final class DomainConditions {

  private DomainConditions() {}

  static Condition routed(Seen seen) {
    if (seen.ingress() == null) {
      return AgentReasons.pending(AgentCondition.ROUTED);
    }
    var refused =
        AgentHosts.refused(seen).stream().filter(verdict -> !verdict.isImplied()).toList();
    if (refused.isEmpty()) {
      return met(
          AgentCondition.ROUTED,
          AgentReason.ROUTED,
          "Routed: " + String.join(", ", AgentHosts.routed(seen)) + ".");
    }
    return unmet(
        AgentCondition.ROUTED,
        new Finding(
            AgentReason.HOST_TAKEN,
            "%s. Remove it there, or from the other agent; the agent answers at %s"
                .formatted(
                    byField(refused, "; ", DomainConditions::explain, ". "),
                    AgentHosts.url(seen))));
  }

  private static String explain(DomainVerdict refused) {
    return refused.standing() == DomainVerdict.Standing.OF_NODE
        ? refused.host() + " belongs to this node, which names hosts itself"
        : "another agent answers at " + refused.host();
  }

  /** Null for an agent without domains. */
  static Condition verified(Seen seen) {
    if (seen.domains().isEmpty()) {
      return null;
    }
    var unproved = AgentHosts.unproved(seen);
    if (!unproved.isEmpty()) {
      return unmet(
          AgentCondition.DOMAINS_VERIFIED,
          new Finding(AgentReason.DOMAIN_UNVERIFIED, messages(unproved)));
    }
    var missing =
        seen.domains().stream()
            .filter(verdict -> verdict.status().missingSince() != null && !verdict.isImplied())
            .toList();
    return missing.isEmpty()
        ? met(
            AgentCondition.DOMAINS_VERIFIED,
            AgentReason.DOMAINS_VERIFIED,
            "Each domain may be used by this project.")
        : met(AgentCondition.DOMAINS_VERIFIED, AgentReason.DOMAIN_PROOF_MISSING, messages(missing));
  }

  /** Null where there is nothing to certify; http is answered whatever it says. */
  static Condition certified(Seen seen, Instant now) {
    var domains = domainsCertified(seen);
    var own = ownCertified(seen, now);
    return own == null || (domains != null && Conditions.FALSE.equals(domains.getStatus()))
        ? domains
        : domains == null || Conditions.FALSE.equals(own.getStatus()) ? own : domains;
  }

  /** Whether the provider's certificate covers the host names of the node; null without one. */
  private static Condition ownCertified(Seen seen, Instant now) {
    var given = seen.certificate();
    if (given == null
        || seen.node().ingress().certManager()
        || !seen.node().url().scheme().equals("https")) {
      return null;
    }
    if (!given.trouble().isEmpty() || !now.isBefore(given.expiresAt())) {
      return notCovered(
          given.trouble().isEmpty()
              ? "The certificate of this node has expired at " + given.expiresAt() + "."
              : "The certificate of this node cannot be used: " + given.trouble() + ".");
    }
    var hosts =
        Stream.concat(
                Stream.of(AgentHosts.own(seen)),
                seen.spec().frontend() == null
                    ? Stream.of()
                    : FrontendHosts.routed(seen).stream()
                        .filter(host -> host.endsWith("." + seen.node().domain())))
            .toList();
    var others = hosts.stream().filter(host -> !given.covers(host)).toList();
    return others.isEmpty()
        ? met(
            AgentCondition.CERTIFIED,
            AgentReason.CERTIFIED,
            "The certificate of this node covers %s.".formatted(String.join(", ", hosts)))
        : notCovered(
            "The certificate of this node covers %s, which does not cover %s: browsers refuse that. The provider has to add *.%s.%s."
                .formatted(
                    String.join(", ", given.names()),
                    String.join(", ", others),
                    seen.projectName(),
                    seen.node().domain()));
  }

  private static Condition notCovered(String message) {
    return unmet(AgentCondition.CERTIFIED, new Finding(AgentReason.HOST_NOT_COVERED, message));
  }

  private static Condition domainsCertified(Seen seen) {
    var routed =
        AgentHosts.in(seen, DomainVerdict.Standing.ROUTED)
            .filter(verdict -> !verdict.isImplied())
            .toList();
    if (!seen.node().acme() || routed.isEmpty()) {
      return null;
    }
    var lacking =
        routed.stream().filter(verdict -> AgentCertificates.isLacking(verdict.status())).toList();
    if (lacking.isEmpty()) {
      return met(
          AgentCondition.CERTIFIED,
          AgentReason.CERTIFIED,
          "Each domain answers over https with a certificate of its own.");
    }
    var troubled = lacking.stream().filter(DomainVerdict::troubled).findFirst();
    var reason =
        troubled
            .map(
                verdict ->
                    verdict.authorityAway()
                        ? AgentReason.AUTHORITY_UNAVAILABLE
                        : AgentReason.CERTIFICATE_REFUSED)
            .orElse(AgentReason.CERTIFICATE_PENDING);
    return unmet(
        AgentCondition.CERTIFIED,
        new Finding(
            reason,
            lacking.stream()
                    .map(
                        verdict -> verdict.host() + ": " + verdict.status().certificate().message())
                    .collect(Collectors.joining(" "))
                + " Http is answered meanwhile."));
  }

  /** Whether a condition is about domains: an agent is ready without them. */
  static boolean isOne(Condition condition) {
    return AgentCondition.DOMAINS_VERIFIED.word().equals(condition.getType())
        || AgentCondition.CERTIFIED.word().equals(condition.getType());
  }

  private static String messages(List<DomainVerdict> verdicts) {
    return byField(
        verdicts, " ", verdict -> verdict.host() + ": " + verdict.status().message(), " ");
  }

  /** The same words about each, behind the field of the spec that it is in. */
  private static String byField(
      List<DomainVerdict> verdicts,
      String between,
      Function<DomainVerdict, String> words,
      String betweenFields) {
    return Stream.of(DomainTarget.values())
        .map(
            target ->
                verdicts.stream()
                    .filter(verdict -> verdict.status().leadsTo() == target)
                    .map(words)
                    .reduce((a, b) -> a + between + b)
                    .map(text -> field(target) + ": " + text))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(betweenFields));
  }

  private static String field(DomainTarget target) {
    return switch (target) {
      case AGENT -> "spec.domains";
      case FRONTEND -> "spec.frontend.domains";
    };
  }
}
