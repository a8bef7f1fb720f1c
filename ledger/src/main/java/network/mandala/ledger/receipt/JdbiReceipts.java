package network.mandala.ledger.receipt;

import java.util.List;
import java.util.Optional;
import network.mandala.ledger.database.LedgerDatabase;

/** {@link Receipts} in MySQL. */
public final class JdbiReceipts implements Receipts {
  public JdbiReceipts(LedgerDatabase database) {}

  @Override
  public List<Receipt> of(String projectId, long fromSequence, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Receipt> latest(String projectId) {
    throw new UnsupportedOperationException();
  }
}
