package network.mandala.operator.funding;

import java.net.URI;
import network.mandala.crds.project.Project;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.Contacts;
import network.mandala.ledger.project.LedgerProject;
import network.mandala.ledger.project.Webhook;

/** What the ledger is told of a project. */
final class LedgerProjects {

  private LedgerProjects() {}

  static LedgerProject of(Project project, String projectId, String namespace) {
    var spec = project.getSpec();
    var funding = spec.funding();
    var name = project.getMetadata().getName();
    return new LedgerProject(
        projectId,
        name,
        namespace,
        spec.displayName() == null ? name : spec.displayName(),
        spec.network(),
        funding.alertsAtSatoshis().stream().map(Satoshis::of).toList(),
        new Contacts(
            funding.contacts().emails(),
            funding.contacts().webhooks().stream().map(URI::create).map(Webhook::new).toList()));
  }
}
