package network.mandala.cli.ledger;

import java.util.List;
import network.mandala.ledger.journal.EntryQuery;

/** What the commands that tenants have too do with money, wherever it is written down. */
interface LedgerBackend {
  FundsView funds(String project);

  /** The newest first. */
  List<EntryView> entries(String project, EntryQuery query);

  /** The books themselves. */
  record Books(LedgerAccess access) implements LedgerBackend {
    @Override
    public FundsView funds(String project) {
      var found = access.project(project);
      return FundsView.of(found, access.ledger().accounts().funds(found.projectId()));
    }

    @Override
    public List<EntryView> entries(String project, EntryQuery query) {
      var id = access.project(project).projectId();
      return access.ledger().journal().entries(id, query).stream().map(EntryView::of).toList();
    }
  }
}
