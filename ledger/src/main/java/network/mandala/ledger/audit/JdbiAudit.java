package network.mandala.ledger.audit;

import network.mandala.ledger.database.LedgerDatabase;

/** {@link Audit} in MySQL. */
public final class JdbiAudit implements Audit {
  public JdbiAudit(LedgerDatabase database) {}

  @Override
  public AuditReport run() {
    throw new UnsupportedOperationException();
  }
}
