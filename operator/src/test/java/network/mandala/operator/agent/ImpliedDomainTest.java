package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.List;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.DomainState;
import network.mandala.crds.agent.DomainStatus;
import network.mandala.crds.agent.DomainTarget;
import network.mandala.operator.agent.DomainVerdict.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImpliedDomainTest {

  private static final DomainClaim WWW =
      new DomainClaim("www.shop.test", DomainTarget.FRONTEND, "shop.test");

  @ParameterizedTest
  @EnumSource(Standing.class)
  void itStandsAsTheDomainDoesThatItGoesWith(Standing standing) {
    var verdict = decide(standing);

    assertThat(verdict.standing()).isEqualTo(standing);
    assertThat(verdict.isImplied()).isTrue();
    assertThat(verdict.overdue()).as("nobody is asked for a proof of its own").isFalse();
    assertThat(verdict.status().host()).isEqualTo("www.shop.test");
    assertThat(verdict.status().impliedBy()).isEqualTo("shop.test");
    assertThat(verdict.status().leadsTo()).isEqualTo(DomainTarget.FRONTEND);
  }

  @Test
  void aProofOfItsOwnIsStrongerWheneverItCame() {
    var other = agent("other", status(DomainState.VERIFIED, "2026-03-01T00:00:00Z", null));

    var verdict = decide(Standing.ROUTED, other);

    assertThat(verdict.standing()).isEqualTo(Standing.TAKEN);
    assertThat(verdict.status().message()).contains("Another agent");
  }

  @Test
  void aClaimWithoutAProofAndAnotherThatIsImpliedTakeNothing() {
    assertThat(
            decide(
                    Standing.ROUTED,
                    agent("claims", status(DomainState.PENDING, null, null)),
                    agent(
                        "implies",
                        status(DomainState.VERIFIED, "2025-01-01T00:00:00Z", "shop.test")),
                    agent("me", status(DomainState.VERIFIED, "2025-01-01T00:00:00Z", null)))
                .standing())
        .isEqualTo(Standing.ROUTED);
  }

  @Test
  void whoGoesLeavesIt() {
    var leaving = agent("other", status(DomainState.VERIFIED, "2026-01-01T00:00:00Z", null));
    leaving.getMetadata().setDeletionTimestamp("2026-03-01T11:59:00Z");

    assertThat(decide(Standing.ROUTED, leaving).standing()).isEqualTo(Standing.ROUTED);
  }

  @Test
  void theNodeKeepsItsOwnNames() {
    var claim = new DomainClaim("www.example.org", DomainTarget.FRONTEND, "");

    assertThat(
            ImpliedDomain.decide(claim, apex(Standing.ROUTED), agent("me"), AnAgent.NODE, List.of())
                .standing())
        .isEqualTo(Standing.OF_NODE);
  }

  private static DomainVerdict decide(Standing apex, Agent... others) {
    return ImpliedDomain.decide(WWW, apex(apex), agent("me"), AnAgent.NODE, List.of(others));
  }

  private static DomainVerdict apex(Standing standing) {
    return new DomainVerdict(
        new DomainStatus(
            "shop.test",
            DomainState.VERIFIED,
            "2026-02-01T00:00:00Z",
            null,
            "2026-02-01T00:00:00Z",
            "Found.",
            null,
            DomainTarget.FRONTEND,
            null),
        standing,
        false,
        Duration.ofHours(1));
  }

  private static DomainStatus status(DomainState state, String verifiedAt, String impliedBy) {
    return new DomainStatus(
        "www.shop.test",
        state,
        verifiedAt,
        null,
        null,
        "Judged.",
        null,
        DomainTarget.FRONTEND,
        impliedBy);
  }

  private static Agent agent(String name, DomainStatus... domains) {
    var agent = new Agent();
    agent.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withUid("uid-of-" + name)
            .withGeneration(1L)
            .build());
    agent.setStatus(AnAgent.statusWith(List.of(domains)));
    return agent;
  }
}
