package network.mandala.ledger;

import java.time.Clock;
import network.mandala.identity.PrivateKey;
import network.mandala.ledger.account.Accounts;
import network.mandala.ledger.account.JdbiAccounts;
import network.mandala.ledger.audit.Audit;
import network.mandala.ledger.audit.JdbiAudit;
import network.mandala.ledger.database.DatabaseSettings;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.debit.Debits;
import network.mandala.ledger.debit.JdbiDebits;
import network.mandala.ledger.hold.Holds;
import network.mandala.ledger.hold.JdbiHolds;
import network.mandala.ledger.journal.JdbiJournal;
import network.mandala.ledger.journal.Journal;
import network.mandala.ledger.price.JdbiPrices;
import network.mandala.ledger.price.Prices;
import network.mandala.ledger.project.JdbiProjects;
import network.mandala.ledger.project.Projects;
import network.mandala.ledger.receipt.JdbiReceipts;
import network.mandala.ledger.receipt.Receipts;
import network.mandala.ledger.report.JdbiReport;
import network.mandala.ledger.report.Report;
import network.mandala.ledger.wallet.JdbiWallets;
import network.mandala.ledger.wallet.Wallets;

/**
 * All books in one MySQL database. Safe for any number of threads; parts are cheap to make and may
 * be kept.
 */
public final class Ledger implements AutoCloseable {
  private final LedgerDatabase database;
  private final Clock clock;

  private Ledger(LedgerDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The database need not be there yet; its tables are made by {@link LedgerDatabase#migrate}. */
  public static Ledger open(DatabaseSettings settings) {
    return new Ledger(LedgerDatabase.open(settings), Clock.systemUTC());
  }

  /**
   * On connections that exist.
   *
   * @param clock says what the last hour is, for the burn rate
   */
  public static Ledger on(LedgerDatabase database, Clock clock) {
    return new Ledger(database, clock);
  }

  public LedgerDatabase database() {
    return database;
  }

  public Projects projects() {
    return new JdbiProjects(database);
  }

  public Accounts accounts() {
    return new JdbiAccounts(database, clock);
  }

  public Journal journal() {
    return new JdbiJournal(database);
  }

  public Holds holds() {
    return new JdbiHolds(database);
  }

  public Prices prices() {
    return new JdbiPrices(database);
  }

  /**
   * Charges, and signs the receipts.
   *
   * @param nodeKey the node's key
   */
  public Debits debits(PrivateKey nodeKey) {
    return new JdbiDebits(database, nodeKey);
  }

  public Receipts receipts() {
    return new JdbiReceipts(database);
  }

  public Audit audit() {
    return new JdbiAudit(database);
  }

  public Report report() {
    return new JdbiReport(database);
  }

  public Wallets wallets() {
    return new JdbiWallets(database);
  }

  @Override
  public void close() {
    database.close();
  }
}
