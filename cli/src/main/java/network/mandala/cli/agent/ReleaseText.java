package network.mandala.cli.agent;

import java.util.List;
import java.util.Optional;
import network.mandala.cli.console.Table;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentStatus;
import network.mandala.crds.agent.Release;

/** Releases as text for a person. */
final class ReleaseText {
  private static final int DIGITS = 12;

  private ReleaseText() {}

  static String table(Agent agent) {
    var status = Optional.ofNullable(agent.getStatus()).orElseGet(AgentStatus::empty);
    List<Release> releases = status.releases();
    if (releases.isEmpty()) {
      return "no release yet: see 'mandala agent status'";
    }
    var table = new Table("RELEASE", "STATE", "WHEN", "WHO", "IMAGE", "CONFIG", "");
    for (Release release : releases) {
      table.row(
          release.id(),
          release.state() == null ? null : word(release),
          release.createdAt(),
          release.createdBy(),
          shortDigest(release.image()),
          shortened(release.configHash()),
          mark(agent, status, release));
    }
    return table.toString();
  }

  private static String word(Release release) {
    return switch (release.state()) {
      case ROLLING_OUT -> "RollingOut";
      case ACTIVE -> "Active";
      case SUPERSEDED -> "Superseded";
      case FAILED -> "Failed";
    };
  }

  private static String mark(Agent agent, AgentStatus status, Release release) {
    boolean serves = release.id().equals(status.release());
    boolean held = release.id().equals(agent.getSpec().release());
    return held
        ? serves ? "serves, held by rollback" : "held by rollback"
        : serves ? "serves" : " ";
  }

  /** Of a digest what tells images apart; of a tag everything. */
  private static String shortDigest(String image) {
    if (image == null) {
      return null;
    }
    int digest = image.indexOf("@sha256:");
    return digest < 0 ? image : shortened(image.substring(digest + "@sha256:".length()));
  }

  private static String shortened(String hash) {
    return hash == null || hash.length() <= DIGITS ? hash : hash.substring(0, DIGITS);
  }
}
