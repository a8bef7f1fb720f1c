package network.mandala.ledger.account;

import java.time.Instant;
import java.util.List;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.UnknownProject;

/** What projects have. */
public interface Accounts {
  /**
   * What the tenant can spend.
   *
   * @throws UnknownProject if it was never registered
   */
  Satoshis balance(String projectId);

  /**
   * @throws UnknownProject if it was never registered
   */
  Funds funds(String projectId);

  /**
   * Every project whose balances, or whose charged usage, changed at this time or later, in one
   * query. Time is the database's and is taken inside a transaction that ends a little later: who
   * follows changes asks again from a minute before the newest {@link Funds#changedAt()} it saw.
   */
  List<Funds> changedSince(Instant when);
}
