package network.mandala.bridge.v2;

import java.util.Locale;
import java.util.Map;
import network.mandala.bridge.domain.DomainClaims;
import network.mandala.bridge.domain.DomainClaims.Claim;
import network.mandala.bridge.domain.ProjectDomain;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.route.Call;
import network.mandala.crds.agent.DomainTarget;
import network.mandala.crds.project.Project;

/** Host names of a project's own. */
public final class DomainResource {
  private static final Map<String, DomainTarget> TARGETS =
      Map.of("agent", DomainTarget.AGENT, "frontend", DomainTarget.FRONTEND);

  private final DomainClaims claims;

  public DomainResource(DomainClaims claims) {
    this.claims = claims;
  }

  private record View(String host, String leadsTo) {
    static View of(ProjectDomain domain) {
      return new View(domain.host(), domain.target().name().toLowerCase(Locale.ROOT));
    }
  }

  public Reply list(Call call, Project project) {
    new Parameters(call.search()).failIfAnythingIsWrong();
    return Reply.ok(new Page<>(claims.of(project).stream().map(View::of).toList(), null));
  }

  /** Looks for the proof, for some seconds at most. */
  public Reply put(Call call, Project project) {
    var fields = new Fields(call.body());
    var target = fields.choice("leadsTo", TARGETS).orElse(DomainTarget.AGENT);
    fields.failIfAnythingIsWrong();
    return switch (claims.claim(project, call.variable("host"), target)) {
      case Claim.Granted granted -> Reply.ok(View.of(new ProjectDomain(granted.host(), target)));
      case Claim.NoHost none ->
          throw Problem.of(ProblemType.INVALID_REQUEST, "The path ends with a host name");
      case Claim.OfNode node ->
          throw Problem.of(
              ProblemType.CONFLICT, "It belongs to this node, which names hosts itself");
      case Claim.Unproved unproved ->
          throw Problem.of(ProblemType.CONFLICT, unproved.instructions());
      case Claim.Unanswered unanswered ->
          throw Problem.of(ProblemType.UNAVAILABLE, unanswered.instructions());
      case Claim.OfAnother other ->
          throw Problem.of(
              ProblemType.CONFLICT,
              "Another project has this domain, and its TXT record is still there: remove it");
      case Claim.TooMany many ->
          throw Problem.of(
              ProblemType.CONFLICT, "The project has as many domains as it can have: remove one");
    };
  }

  public Reply delete(Call call, Project project) {
    if (!claims.release(project, call.variable("host"))) {
      throw Problem.of(ProblemType.NOT_FOUND, "The project does not have this domain");
    }
    return Reply.ok(Map.of("removed", call.variable("host")));
  }
}
