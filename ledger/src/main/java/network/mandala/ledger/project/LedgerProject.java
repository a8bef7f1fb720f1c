package network.mandala.ledger.project;

import java.util.List;
import network.mandala.crds.project.Network;
import network.mandala.ledger.money.Satoshis;

/**
 * What the ledger knows about a project.
 *
 * @param projectId the Project's status.projectId, at most 64 characters: the name of its money for
 *     ever
 * @param name the Project's name; another project may have it once this one is closed
 * @param namespace where its pods run
 * @param displayName for people, at most 255 characters
 * @param network whose satoshis
 * @param alertsAt balances whose crossing is told
 * @param contacts whom
 */
public record LedgerProject(
    String projectId,
    String name,
    String namespace,
    String displayName,
    Network network,
    List<Satoshis> alertsAt,
    Contacts contacts) {
  public LedgerProject {
    alertsAt = List.copyOf(alertsAt);
  }
}
