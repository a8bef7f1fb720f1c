package network.mandala.ledger.project;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.mandala.ledger.database.LedgerDatabase;

/** {@link Projects} in MySQL. */
public final class JdbiProjects implements Projects {
  public JdbiProjects(LedgerDatabase database) {}

  @Override
  public void register(LedgerProject project) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close(String projectId, Instant when) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<LedgerProject> open() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<LedgerProject> byName(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<LedgerProject> byId(String projectId) {
    throw new UnsupportedOperationException();
  }
}
