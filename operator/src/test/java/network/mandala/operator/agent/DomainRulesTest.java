package network.mandala.operator.agent;

import static network.mandala.operator.agent.AnAgent.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.DomainState;
import network.mandala.crds.agent.DomainStatus;
import network.mandala.crds.agent.DomainTarget;
import network.mandala.domain.DomainProof;
import network.mandala.operator.agent.DomainVerdict.Standing;
import network.mandala.operator.config.NodeConfig;
import network.mandala.operator.domain.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainRulesTest {

  private static final String DOMAIN = "shop.test";
  private static final DomainProof PROOF = DomainProof.ofAgent("0123");
  private static final Set<String> PROVED = Set.of("mandala-project-verification=0123:agent");
  private static final Set<String> OF_ANOTHER = Set.of("mandala-project-verification=4567:agent");

  @Test
  void aNewDomainIsAskedAboutAndTheRecordToMakeIsTold() {
    var verdict = decide(agent("me"), null);

    assertThat(verdict.overdue()).isTrue();
    assertThat(verdict.standing()).isEqualTo(Standing.UNPROVED);
    assertThat(verdict.status().state()).isEqualTo(DomainState.PENDING);
    assertThat(verdict.status().message())
        .contains(
            "Create the TXT record mandala_project.shop.test with the value"
                + " mandala-project-verification=0123:agent");
  }

  @Test
  void aProofThatIsFoundOpensTheDomain() {
    var verdict = decide(agent("me"), checked(PROVED, NOW.minusSeconds(1)));

    assertThat(verdict.standing()).isEqualTo(Standing.ROUTED);
    assertThat(verdict.overdue()).isFalse();
    assertThat(verdict.recheck()).isEqualTo(Duration.ofDays(1).minusSeconds(1));
    assertThat(verdict.status())
        .isEqualTo(
            new DomainStatus(
                DOMAIN,
                DomainState.VERIFIED,
                "2026-03-01T11:59:59Z",
                null,
                "2026-03-01T11:59:59Z",
                "The proof was found.",
                null,
                DomainTarget.AGENT,
                null));
  }

  @Test
  void theProofOfAnotherProjectIsNone() {
    assertThat(decide(agent("me"), checked(OF_ANOTHER, NOW)).standing())
        .isEqualTo(Standing.UNPROVED);
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "2, 10", "3, 20", "8, 600", "1000, 600"})
  void whatIsNotFoundIsLookedForEverLessOften(int times, int seconds) {
    var verdict = decide(agent("me"), new Checked(Set.of(), "", NOW, times));

    assertThat(verdict.overdue()).isFalse();
    assertThat(verdict.recheck()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(decideAt(NOW.plusSeconds(seconds), new Checked(Set.of(), "", NOW, times)).overdue())
        .isTrue();
  }

  @Test
  void aPersonWhoChangedTheSpecDoesNotWaitLong() {
    var agent = agent("me");
    agent.getMetadata().setGeneration(2L);

    var verdict = decide(agent, new Checked(Set.of(), "", NOW.minusSeconds(6), 100));

    assertThat(verdict.overdue()).isTrue();
  }

  @Test
  void aProvedDomainIsLookedAtOnceADayAndNotAfterARestart() {
    var agent = agent("me", verified("2026-02-01T00:00:00Z", "2026-03-01T11:00:00Z"));

    assertThat(decide(agent, null).overdue()).isFalse();
    assertThat(decide(agent, null).standing()).isEqualTo(Standing.ROUTED);
    assertThat(decide(agent, null).recheck()).isEqualTo(Duration.ofHours(23));
    var old = agent("me", verified("2026-02-01T00:00:00Z", "2026-02-28T11:59:00Z"));
    assertThat(decide(old, null).overdue()).isTrue();
  }

  @Test
  void aProofThatIsFoundAgainKeepsItsAge() {
    var agent = agent("me", missing("2026-02-01T00:00:00Z", "2026-02-28T12:00:00Z"));

    var status = decide(agent, checked(PROVED, NOW)).status();

    assertThat(status.verifiedAt()).isEqualTo("2026-02-01T00:00:00Z");
    assertThat(status.missingSince()).isNull();
  }

  @Test
  void aNameServerThatIsAwayTakesNothingAway() {
    var agent = agent("me", verified("2026-02-01T00:00:00Z", "2026-02-28T12:00:00Z"));

    var verdict = decide(agent, new Checked(Set.of(), "it does not answer", NOW, 1));

    assertThat(verdict.standing()).isEqualTo(Standing.ROUTED);
    assertThat(verdict.status()).isEqualTo(agent.getStatus().domains().getFirst());
    assertThat(verdict.recheck()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void aNameServerThatIsAwayProvesNothing() {
    var verdict = decide(agent("me"), new Checked(Set.of(), "it says SERVFAIL", NOW, 1));

    assertThat(verdict.standing()).isEqualTo(Standing.UNPROVED);
    assertThat(verdict.status().checkedAt()).isNull();
    assertThat(verdict.status().message())
        .startsWith(
            "The name server cannot be asked for mandala_project.shop.test: it says SERVFAIL")
        .contains("Create the TXT record");
  }

  @Test
  void aProofThatHasGoneIsMissedForDaysBeforeTheDomainGoes() {
    var agent = agent("me", verified("2026-02-01T00:00:00Z", "2026-02-28T12:00:00Z"));

    var warned = decide(agent, checked(Set.of(), NOW));

    assertThat(warned.standing()).isEqualTo(Standing.ROUTED);
    assertThat(warned.status().missingSince()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(warned.status().message()).contains("until 2026-03-04T12:00:00Z", "Create the TXT");
    assertThat(warned.recheck()).isEqualTo(Duration.ofHours(1));

    var end = NOW.plus(Duration.ofDays(3));
    assertThat(decide(agent("me", warned.status()), checked(Set.of(), end.minusSeconds(1))))
        .extracting(DomainVerdict::standing)
        .isEqualTo(Standing.ROUTED);
    var gone = decide(agent("me", warned.status()), checked(Set.of(), end));
    assertThat(gone.standing()).isEqualTo(Standing.UNPROVED);
    assertThat(gone.status().state()).isEqualTo(DomainState.FAILED);
  }

  @Test
  void aDomainThatWasLostIsProvedAnew() {
    var lost =
        new DomainStatus(
            DOMAIN,
            DomainState.FAILED,
            null,
            null,
            "2026-02-28T12:00:00Z",
            "Gone.",
            null,
            DomainTarget.AGENT,
            null);

    var status = decide(agent("me", lost), checked(PROVED, NOW)).status();

    assertThat(status.state()).isEqualTo(DomainState.VERIFIED);
    assertThat(status.verifiedAt()).isEqualTo("2026-03-01T12:00:00Z");
  }

  @Test
  void anAnswerThatIsOlderThanTheStatusIsNotBelieved() {
    var agent = agent("me", verified("2026-02-01T00:00:00Z", "2026-03-01T11:00:00Z"));

    var verdict = decide(agent, checked(Set.of(), NOW.minus(Duration.ofHours(2))));

    assertThat(verdict.status().missingSince()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org", "other.demo.example.org", "a.example.org"})
  void hostsOfTheNodeAreNotForTenants(String domain) {
    var verdict = rules(agent("me"), true).decide(domain, checked(PROVED, NOW), List.of());

    assertThat(verdict.standing()).isEqualTo(Standing.OF_NODE);
    assertThat(verdict.status().state()).isEqualTo(DomainState.FAILED);
    assertThat(verdict.overdue()).isFalse();
  }

  @Test
  void aNameThatOnlyEndsLikeTheNodesIsFree() {
    assertThat(rules(agent("me"), true).decide("notexample.org", null, List.of()).standing())
        .isEqualTo(Standing.UNPROVED);
  }

  @Test
  void theEarlierProofHasTheDomain() {
    var me = agent("me", verified("2026-02-02T00:00:00Z", "2026-03-01T11:00:00Z"));
    var earlier = agent("other", verified("2026-02-01T00:00:00Z", "2026-03-01T11:00:00Z"));
    var later = agent("other", verified("2026-02-03T00:00:00Z", "2026-03-01T11:00:00Z"));

    assertThat(decide(me, null, me, earlier).standing()).isEqualTo(Standing.TAKEN);
    assertThat(decide(me, null, me, later).standing()).isEqualTo(Standing.ROUTED);
  }

  @Test
  void aClaimWithoutAProofBlocksNobody() {
    var me = agent("me", verified("2026-02-02T00:00:00Z", "2026-03-01T11:00:00Z"));
    var squatter =
        agent(
            "other",
            new DomainStatus(
                DOMAIN,
                DomainState.PENDING,
                null,
                null,
                null,
                "Not found.",
                null,
                DomainTarget.AGENT,
                null));

    assertThat(decide(me, null, me, squatter, agent("third")).standing())
        .isEqualTo(Standing.ROUTED);
  }

  @Test
  void aProofThatIsThereBeatsOneThatHasGone() {
    var me = agent("me", verified("2026-02-28T00:00:00Z", "2026-03-01T11:00:00Z"));
    var seller = agent("other", missing("2025-01-01T00:00:00Z", "2026-02-28T12:00:00Z"));

    assertThat(decide(me, null, me, seller).standing()).isEqualTo(Standing.ROUTED);
    assertThat(decide(seller, null, me, seller).standing()).isEqualTo(Standing.TAKEN);
  }

  @Test
  void whoGoesLeavesTheDomain() {
    var me = agent("me", verified("2026-02-02T00:00:00Z", "2026-03-01T11:00:00Z"));
    var leaving = agent("other", verified("2026-02-01T00:00:00Z", "2026-03-01T11:00:00Z"));
    leaving.getMetadata().setDeletionTimestamp("2026-03-01T11:59:00Z");

    assertThat(decide(me, null, me, leaving).standing()).isEqualTo(Standing.ROUTED);
  }

  @Test
  void atTheSameMomentTheOlderAgentHasIt() {
    var me = agent("me", verified("2026-02-02T00:00:00Z", "2026-03-01T11:00:00Z"));
    var other = agent("other", verified("2026-02-02T00:00:00Z", "2026-03-01T11:00:00Z"));
    me.getMetadata().setCreationTimestamp("2026-01-01T00:00:00Z");
    other.getMetadata().setCreationTimestamp("2026-01-02T00:00:00Z");

    assertThat(decide(me, null, me, other).standing()).isEqualTo(Standing.ROUTED);
    assertThat(decide(other, null, me, other).standing()).isEqualTo(Standing.TAKEN);
  }

  @Test
  void whereNoProofIsAskedForTheFirstHasTheDomain() {
    var verdict = rules(agent("me"), false).decide(DOMAIN, null, List.of());

    assertThat(verdict.standing()).isEqualTo(Standing.ROUTED);
    assertThat(verdict.overdue()).isFalse();
    assertThat(verdict.status().verifiedAt()).isEqualTo("2026-03-01T12:00:00Z");
    var first = agent("other", verified("2026-02-01T00:00:00Z", null));
    assertThat(rules(agent("me"), false).decide(DOMAIN, null, List.of(first)).standing())
        .isEqualTo(Standing.TAKEN);
  }

  @Test
  void aDomainThatMovesToTheFrontendIsProvedAnew() {
    var agent = agent("me", verified("2026-02-01T00:00:00Z", "2026-03-01T11:00:00Z"));
    var rules =
        new DomainRules(
            agent, AnAgent.NODE, DomainTarget.FRONTEND, DomainProof.ofFrontend("0123"), NOW);

    var before = rules.decide(DOMAIN, checked(PROVED, NOW), List.of());
    var after =
        rules.decide(
            DOMAIN, checked(Set.of("cars-project-verification=0123:frontend"), NOW), List.of());

    assertThat(before.standing()).isEqualTo(Standing.UNPROVED);
    assertThat(before.status().message()).contains("mandala-project-verification=0123:frontend");
    assertThat(after.standing()).isEqualTo(Standing.ROUTED);
    assertThat(after.status().leadsTo()).isEqualTo(DomainTarget.FRONTEND);
  }

  @Test
  void whatOnlyWentWithADomainIsProvedAnewWhenItIsNamed() {
    var implied =
        new DomainStatus(
            DOMAIN,
            DomainState.VERIFIED,
            "2026-02-01T00:00:00Z",
            null,
            null,
            "It goes with another.",
            null,
            DomainTarget.AGENT,
            "another.test");

    assertThat(decide(agent("me", implied), null).standing()).isEqualTo(Standing.UNPROVED);
    assertThat(
            decide(
                    agent("me", verified("2026-02-02T00:00:00Z", "2026-03-01T11:00:00Z")),
                    null,
                    agent("other", implied))
                .standing())
        .isEqualTo(Standing.ROUTED);
  }

  @Test
  void aProjectWithoutAnIdentityProvesNothingAndLosesNothing() {
    var agent = agent("me", verified("2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z"));
    var rules = new DomainRules(agent, AnAgent.NODE, DomainTarget.AGENT, null, NOW);

    var verdict = rules.decide(DOMAIN, checked(Set.of(), NOW), List.of());

    assertThat(verdict.status()).isEqualTo(agent.getStatus().domains().getFirst());
    assertThat(verdict.overdue()).isFalse();
  }

  private static DomainVerdict decide(Agent agent, Checked checked, Agent... others) {
    return rules(agent, true).decide(DOMAIN, checked, Arrays.asList(others));
  }

  private static DomainVerdict decideAt(Instant now, Checked checked) {
    return new DomainRules(agent("me"), AnAgent.NODE, DomainTarget.AGENT, PROOF, now)
        .decide(DOMAIN, checked, List.of());
  }

  private static DomainRules rules(Agent agent, boolean requireProof) {
    var node = AnAgent.NODE;
    var domains = node.domains();
    return new DomainRules(
        agent,
        AnAgent.node(
            new NodeConfig.Domains(
                requireProof,
                domains.recheck(),
                domains.grace(),
                domains.nameServers(),
                domains.nameServerTimeout())),
        DomainTarget.AGENT,
        PROOF,
        NOW);
  }

  private static Checked checked(Set<String> proofs, Instant at) {
    return new Checked(proofs, "", at, 1);
  }

  private static DomainStatus verified(String since, String checkedAt) {
    return new DomainStatus(
        DOMAIN,
        DomainState.VERIFIED,
        since,
        null,
        checkedAt,
        "Found.",
        null,
        DomainTarget.AGENT,
        null);
  }

  private static DomainStatus missing(String since, String missingSince) {
    return new DomainStatus(
        DOMAIN,
        DomainState.VERIFIED,
        since,
        missingSince,
        missingSince,
        "Missing.",
        null,
        DomainTarget.AGENT,
        null);
  }

  private static Agent agent(String name, DomainStatus... domains) {
    var agent = new Agent();
    agent.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withUid("uid-of-" + name)
            .withGeneration(1L)
            .withCreationTimestamp("2026-01-01T00:00:00Z")
            .build());
    agent.setStatus(AnAgent.statusWith(Arrays.asList(domains)));
    return agent;
  }
}
