package network.mandala.ledger.account;

import java.time.Instant;
import java.util.List;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.money.Satoshis;

/** {@link Accounts} in MySQL. */
public final class JdbiAccounts implements Accounts {
  public JdbiAccounts(LedgerDatabase database, java.time.Clock clock) {}

  @Override
  public Satoshis balance(String projectId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Funds funds(String projectId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Funds> changedSince(Instant when) {
    throw new UnsupportedOperationException();
  }
}
