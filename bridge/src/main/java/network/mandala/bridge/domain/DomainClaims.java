package network.mandala.bridge.domain;

import java.util.List;
import java.util.Set;
import network.mandala.crds.agent.DomainTarget;
import network.mandala.crds.project.Project;
import network.mandala.domain.DomainProof;
import network.mandala.domain.HostName;
import network.mandala.domain.ProofSearch;

/**
 * Gives host names to projects that prove them to be theirs, and takes them away. The operator
 * looks for the proof again, as for every domain.
 */
public final class DomainClaims {
  private final ProofSearch proofs;
  private final JdbiDomains domains;
  private final AgentDomains agents;
  private final String ownDomain;

  /**
   * @param ownDomain of the node, which names hosts below it itself
   */
  public DomainClaims(
      ProofSearch proofs, JdbiDomains domains, AgentDomains agents, String ownDomain) {
    this.proofs = proofs;
    this.domains = domains;
    this.agents = agents;
    this.ownDomain = ownDomain;
  }

  /** What became of it. */
  public sealed interface Claim {
    /** The project has it. */
    record Granted(String host) implements Claim {}

    /** It is no host name. */
    record NoHost() implements Claim {}

    /** It is below the node's own domain. */
    record OfNode() implements Claim {}

    /** The name servers are sure that there is no proof. */
    record Unproved(String instructions) implements Claim {}

    /** The name servers could not be asked. */
    record Unanswered(String instructions) implements Claim {}

    /** Another project has it and its proof stands. */
    record OfAnother() implements Claim {}

    /** The project has as many as it can have. */
    record TooMany() implements Claim {}
  }

  /** Looks for the proof, for some seconds at most. */
  public Claim claim(Project project, String name, DomainTarget target) {
    var host = HostName.normalise(name);
    if (host.isEmpty()) {
      return new Claim.NoHost();
    }
    return HostName.isWithin(host.get(), ownDomain)
        ? new Claim.OfNode()
        : claim(project, new ProjectDomain(host.get(), target));
  }

  private Claim claim(Project project, ProjectDomain domain) {
    var id = project.getMetadata().getName();
    var proof = proof(id, domain.target());
    var found = proofs.of(domain.host());
    if (!proof.isIn(found.proofs())) {
      var instructions =
          "Create the TXT record %s with the value %s"
              .formatted(DomainProof.recordName(domain.host()), proof.recordValue());
      return found.isAnswered()
          ? new Claim.Unproved(instructions)
          : new Claim.Unanswered(
              "The name server cannot be asked: %s. %s".formatted(found.trouble(), instructions));
    }
    return switch (domains.take(id, domain, other -> stands(other, found.proofs()))) {
      case YES -> {
        agents.write(project);
        yield new Claim.Granted(domain.host());
      }
      case BY_ANOTHER -> new Claim.OfAnother();
      case TOO_MANY -> new Claim.TooMany();
    };
  }

  /** Whoever had it first keeps it as long as their record is there, whatever it leads to. */
  private static boolean stands(String project, Set<String> found) {
    return List.of(DomainTarget.values()).stream()
        .anyMatch(target -> proof(project, target).isIn(found));
  }

  private static DomainProof proof(String project, DomainTarget target) {
    return switch (target) {
      case AGENT -> DomainProof.ofAgent(project);
      case FRONTEND -> DomainProof.ofFrontend(project);
    };
  }

  /** False if the project does not have it. */
  public boolean release(Project project, String name) {
    var host = HostName.normalise(name);
    if (host.isEmpty() || !domains.drop(project.getMetadata().getName(), host.get())) {
      return false;
    }
    agents.write(project, Set.of(host.get()));
    return true;
  }

  /** Of a project, the one that was proved last first. */
  public List<ProjectDomain> of(Project project) {
    return domains.allOf(project.getMetadata().getName());
  }
}
