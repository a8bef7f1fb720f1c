package network.mandala.operator.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.DomainState;
import network.mandala.crds.agent.DomainStatus;
import network.mandala.crds.agent.DomainTarget;
import network.mandala.domain.DomainProof;
import network.mandala.operator.config.NodeConfig;
import network.mandala.operator.domain.Checked;

/**
 * Decides about one domain of one agent, from what is remembered of it and what the name servers
 * said; pure. A domain that was proved once is not lost by a name server that is away, and by a
 * record that has gone only after a while.
 */
final class DomainRules {

  /**
   * How often a name is looked up that is not proved yet: ever less often, so many times at most.
   */
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

  private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);
  private static final Duration WHILE_MISSING = Duration.ofHours(1);
  private static final Duration WHILE_ASKED = Duration.ofSeconds(30);

  private static final Comparator<Agent> AGE =
      Comparator.<Agent, String>comparing(agent -> agent.getMetadata().getCreationTimestamp())
          .thenComparing(agent -> agent.getMetadata().getUid());

  private final Agent agent;
  private final Node node;
  private final NodeConfig.Domains config;
  private final DomainProof proof;
  private final DomainTarget target;
  private final Instant now;

  /**
   * @param proof null when the project is not known well enough to prove anything
   */
  DomainRules(Agent agent, Node node, DomainTarget target, DomainProof proof, Instant now) {
    this.agent = agent;
    this.node = node;
    this.config = node.domains();
    this.target = target;
    this.proof = proof;
    this.now = now;
  }

  /**
   * @param checked what the name servers said; null when they have not been asked
   * @param others that name the domain as well
   */
  DomainVerdict decide(String domain, Checked checked, List<Agent> others) {
    var before = find(agent, domain).filter(status -> status.leadsTo() == target);
    if (isOfNode(domain, node)) {
      return new DomainVerdict(
          status(
              domain,
              DomainState.FAILED,
              null,
              null,
              null,
              "It belongs to this node, which names hosts itself."),
          DomainVerdict.Standing.OF_NODE,
          false,
          LONGEST_RETRY);
    }
    var status = config.requireProof() ? prove(domain, before, checked) : admit(domain, before);
    var standing = standing(status, others);
    if (!config.requireProof() || proof == null) {
      return new DomainVerdict(status, standing, false, LONGEST_RETRY);
    }
    var wait = wait(status, checked);
    return new DomainVerdict(status, standing, wait.isZero(), wait.isZero() ? WHILE_ASKED : wait);
  }

  static boolean isOfNode(String domain, Node node) {
    return domain.equals(node.domain()) || domain.endsWith("." + node.domain());
  }

  /** Where no proof is asked for, the first that names a domain has it. */
  private DomainStatus admit(String domain, Optional<DomainStatus> before) {
    return before
        .filter(status -> status.state() == DomainState.VERIFIED)
        .filter(status -> status.missingSince() == null)
        .map(
            status ->
                status(
                    domain,
                    DomainState.VERIFIED,
                    status.verifiedAt(),
                    null,
                    status.checkedAt(),
                    "No proof is asked for on this node."))
        .orElseGet(
            () ->
                status(
                    domain,
                    DomainState.VERIFIED,
                    words(now),
                    null,
                    null,
                    "No proof is asked for on this node."));
  }

  private DomainStatus prove(String domain, Optional<DomainStatus> before, Checked checked) {
    var known =
        before.orElseGet(
            () ->
                status(
                    domain,
                    DomainState.PENDING,
                    null,
                    null,
                    null,
                    "The name servers are being asked. " + record(domain)));
    if (proof == null || checked == null || isOlder(checked, known)) {
      return known;
    }
    if (proof.isIn(checked.proofs())) {
      return status(
          domain,
          DomainState.VERIFIED,
          known.state() == DomainState.VERIFIED ? known.verifiedAt() : words(checked.at()),
          null,
          words(checked.at()),
          "The proof was found.");
    }
    if (!checked.isAnswered()) {
      return known.state() == DomainState.PENDING
          ? status(
              domain,
              DomainState.PENDING,
              null,
              null,
              known.checkedAt(),
              "The name server cannot be asked for %s: %s. It is asked again. %s"
                  .formatted(DomainProof.recordName(domain), checked.trouble(), record(domain)))
          : known;
    }
    return switch (known.state()) {
      case PENDING ->
          status(
              domain,
              DomainState.PENDING,
              null,
              null,
              words(checked.at()),
              "The proof was not found. " + record(domain));
      case VERIFIED -> missing(domain, known, checked);
      case FAILED ->
          status(
              domain,
              DomainState.FAILED,
              null,
              null,
              words(checked.at()),
              "The proof has gone, and the domain with it. " + record(domain));
    };
  }

  private DomainStatus missing(String domain, DomainStatus known, Checked checked) {
    var since = known.missingSince() == null ? words(checked.at()) : known.missingSince();
    var end = Instant.parse(since).plus(config.grace());
    return checked.at().isBefore(end)
        ? status(
            domain,
            DomainState.VERIFIED,
            known.verifiedAt(),
            since,
            words(checked.at()),
            "The proof has gone; the domain works until %s. %s"
                .formatted(words(end), record(domain)))
        : status(
            domain,
            DomainState.FAILED,
            null,
            null,
            words(checked.at()),
            "The proof has gone, and the domain with it. " + record(domain));
  }

  private String record(String domain) {
    return proof == null
        ? ""
        : "Create the TXT record %s with the value %s"
            .formatted(DomainProof.recordName(domain), proof.recordValue());
  }

  private static boolean isOlder(Checked checked, DomainStatus known) {
    return known.checkedAt() != null
        && checked.at().truncatedTo(ChronoUnit.SECONDS).isBefore(Instant.parse(known.checkedAt()));
  }

  private DomainVerdict.Standing standing(DomainStatus status, List<Agent> others) {
    if (status.state() != DomainState.VERIFIED) {
      return DomainVerdict.Standing.UNPROVED;
    }
    boolean taken =
        others.stream()
            .filter(other -> !isSame(other, agent) && !other.isMarkedForDeletion())
            .anyMatch(other -> isBefore(other, status));
    return taken ? DomainVerdict.Standing.TAKEN : DomainVerdict.Standing.ROUTED;
  }

  /**
   * Only who has proved a domain can stand in another's way; a proof that is there counts more than
   * one that has gone (the domain was sold), then the earlier one, then the older agent.
   */
  private boolean isBefore(Agent other, DomainStatus mine) {
    var theirs =
        find(other, mine.host())
            .filter(status -> status.state() == DomainState.VERIFIED)
            .orElse(null);
    if (theirs == null) {
      return false;
    }
    if ((theirs.missingSince() == null) != (mine.missingSince() == null)) {
      return theirs.missingSince() == null;
    }
    int order = Instant.parse(theirs.verifiedAt()).compareTo(Instant.parse(mine.verifiedAt()));
    return order == 0 ? AGE.compare(other, agent) < 0 : order < 0;
  }

  /** Until the name servers are to be asked again; zero: now. */
  private Duration wait(DomainStatus status, Checked checked) {
    var last =
        checked != null
            ? checked.at()
            : status.checkedAt() == null ? null : Instant.parse(status.checkedAt());
    if (last == null) {
      return Duration.ZERO;
    }
    var wait = Duration.between(now, last.plus(interval(status, checked)));
    return wait.isPositive() ? wait : Duration.ZERO;
  }

  private Duration interval(DomainStatus status, Checked checked) {
    if (status.state() != DomainState.VERIFIED) {
      return retry(checked);
    }
    if (checked != null && !checked.isAnswered()) {
      return min(config.recheck(), LONGEST_RETRY);
    }
    return status.missingSince() == null
        ? config.recheck()
        : min(min(config.recheck(), config.grace()), WHILE_MISSING);
  }

  /** A changed spec is a person who waits. */
  private Duration retry(Checked checked) {
    var status = agent.getStatus();
    boolean changed =
        status == null || !agent.getMetadata().getGeneration().equals(status.observedGeneration());
    if (checked == null || changed) {
      return FIRST_RETRY;
    }
    return min(FIRST_RETRY.multipliedBy(1L << Math.min(checked.times() - 1, 10)), LONGEST_RETRY);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** What was found out of a domain that the spec names: one that only goes with it counts less. */
  private static Optional<DomainStatus> find(Agent agent, String domain) {
    return agent.getStatus() == null
        ? Optional.empty()
        : agent.getStatus().domains().stream()
            .filter(status -> status.host().equals(domain) && status.impliedBy() == null)
            .findFirst();
  }

  private static boolean isSame(Agent a, Agent b) {
    return a.getMetadata().getUid().equals(b.getMetadata().getUid());
  }

  private DomainStatus status(
      String host,
      DomainState state,
      String verifiedAt,
      String missingSince,
      String checkedAt,
      String message) {
    return new DomainStatus(
        host, state, verifiedAt, missingSince, checkedAt, message.strip(), null, target, null);
  }

  private static String words(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
