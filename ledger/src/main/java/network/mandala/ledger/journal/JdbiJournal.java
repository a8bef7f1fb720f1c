package network.mandala.ledger.journal;

import java.util.List;
import java.util.Optional;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.money.Satoshis;

/** {@link Journal} in MySQL. */
public final class JdbiJournal implements Journal {
  public JdbiJournal(LedgerDatabase database) {}

  @Override
  public Entry credit(String projectId, Satoshis amount, String key, String reason, String actor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Entry adjust(String projectId, Satoshis amount, String key, String reason, String actor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Entry welcome(String projectId, Satoshis amount) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Entry> writeOff(String projectId, String reason, String actor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Entry reverse(long entryId, String reason, String actor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Entry> entries(String projectId, EntryQuery query) {
    throw new UnsupportedOperationException();
  }
}
