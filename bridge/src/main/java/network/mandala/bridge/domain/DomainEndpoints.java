package network.mandala.bridge.domain;

import java.util.Map;
import network.mandala.bridge.domain.DomainClaims.Claim;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.route.Call;
import network.mandala.crds.agent.DomainTarget;
import network.mandala.crds.project.Project;

/** Domains, as the older nodes say it; and how to be rid of one, which they cannot. */
public final class DomainEndpoints {
  private static final String NO_HOST =
      "Invalid domain format. Please provide a valid domain (e.g. example.com)";

  private final DomainClaims claims;

  public DomainEndpoints(DomainClaims claims) {
    this.claims = claims;
  }

  public Reply frontend(Call call, Project project) {
    return set(call, project, DomainTarget.FRONTEND, "Frontend");
  }

  public Reply agent(Call call, Project project) {
    return set(call, project, DomainTarget.AGENT, "Agent");
  }

  /** What the oldest network calls an agent. */
  public Reply backend(Call call, Project project) {
    return set(call, project, DomainTarget.AGENT, "Backend");
  }

  private Reply set(Call call, Project project, DomainTarget target, String word) {
    return switch (claims.claim(project, domain(call), target)) {
      case Claim.Granted granted ->
          Reply.ok(
              Map.of(
                  "message", word + " custom domain verified and set", "domain", granted.host()));
      case Claim.NoHost none -> throw Refusal.of(400, NO_HOST);
      case Claim.OfNode node ->
          throw refused(
              "Failed to verify domain", "It belongs to this node, which names hosts itself");
      case Claim.Unproved unproved ->
          throw refused("DNS verification failed", unproved.instructions());
      case Claim.Unanswered unanswered ->
          throw refused("Failed to verify domain", unanswered.instructions());
      case Claim.OfAnother other ->
          throw refused(
              "DNS verification failed",
              "Another project has this domain, and its TXT record is still there: remove it");
      case Claim.TooMany many ->
          throw refused(
              "Failed to verify domain",
              "A project has at most %d domains: remove one".formatted(JdbiDomains.MOST));
    };
  }

  /** An addition: {@code {domain}}, of either kind. */
  public Reply remove(Call call, Project project) {
    if (!claims.release(project, domain(call))) {
      throw Refusal.of(404, "Domain not found");
    }
    return Reply.ok(Map.of("message", "Domain removed"));
  }

  private static String domain(Call call) {
    var domain = call.body().path("domain");
    return domain.isTextual() ? domain.textValue() : "";
  }

  private static Refusal refused(String error, String instructions) {
    return new Refusal(Reply.json(400, Map.of("error", error, "instructions", instructions)));
  }
}
