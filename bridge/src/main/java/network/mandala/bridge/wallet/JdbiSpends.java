package network.mandala.bridge.wallet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import network.mandala.bridge.chain.Coin;
import network.mandala.bridge.chain.Destination;
import network.mandala.bridge.chain.InvalidChainData;
import network.mandala.bridge.chain.SignedSpend;
import network.mandala.bridge.chain.Transaction;
import network.mandala.bridge.chain.TxOutput;
import network.mandala.bridge.lease.Leases;
import network.mandala.bridge.wallet.WalletSettings.SweepRules;
import network.mandala.crds.project.Network;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.database.LedgerDatabase;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions of the wallet in the ledger's database: a transaction, its bytes and the outputs
 * that it takes are written at once, before anybody is told of it. All times are the database's.
 */
final class JdbiSpends {
  /** Whoever has asked the network for so long is not there any more. */
  static final Duration LEASE = Duration.ofMinutes(1);

  private static final Leases LEASES = new Leases("bridge_spend", LEASE);

  private static final Logger log = LoggerFactory.getLogger(JdbiSpends.class);
  private static final Duration KEYLESS = Duration.ofDays(1);

  private final LedgerDatabase database;
  private final WalletKey node;

  JdbiSpends(LedgerDatabase database, WalletKey node) {
    this.database = database;
    this.node = node;
  }

  /** Writes down what is to be swept; empty if nothing is. */
  Optional<Spend> sweep(Network network, Destination to, SweepRules rules) {
    return database.inTransaction(
        tx -> {
          JdbiCoins.lock(tx, network);
          var plan = SweepPlan.of(JdbiCoins.free(tx, network), JdbiCoins.total(tx, network), rules);
          return plan.flatMap(found -> sweep(tx, network, to, found));
        });
  }

  private Optional<Spend> sweep(Handle tx, Network network, Destination to, SweepPlan plan) {
    var coins = unlocked(tx, plan.coins(), node);
    if (coins.size() < plan.coins().size()) {
      return Optional.empty();
    }
    var transaction = SignedSpend.of(coins, List.of(new TxOutput(plan.satoshis(), to.script())));
    long id = add(tx, network, "SWEEP", transaction, plan.satoshis(), plan.fee());
    JdbiCoins.spend(tx, plan.coins(), id);
    return Optional.of(get(tx, id));
  }

  /** Without those for which the node has no key: they rest. */
  static List<Coin> unlocked(Handle tx, List<StoredCoin> stored, WalletKey node) {
    var coins = new ArrayList<Coin>();
    for (var coin : stored) {
      try {
        coins.add(coin.unlocked(node));
      } catch (InvalidChainData e) {
        log.warn(
            "The output {}:{} of {} sat cannot be spent: the node has another key than when it"
                + " came",
            coin.transaction(),
            coin.index(),
            coin.satoshis());
        JdbiCoins.release(tx, coin, KEYLESS);
      }
    }
    return coins;
  }

  static long add(
      Handle tx,
      Network network,
      String purpose,
      Transaction transaction,
      long satoshis,
      long fee) {
    return tx.createUpdate(
            """
            insert into bridge_spend (network, purpose, txid, raw, satoshis, fee, state, why,
              made_at, due_at)
            values (:network, :purpose, :txid, :raw, :satoshis, :fee, 'SIGNED', '',
              utc_timestamp(6), utc_timestamp(6))
            """)
        .bind("network", JdbiCoins.word(network))
        .bind("purpose", purpose)
        .bind("txid", transaction.id().hex())
        .bind("raw", transaction.bytes())
        .bind("satoshis", satoshis)
        .bind("fee", fee)
        .executeAndReturnGeneratedKeys()
        .mapTo(Long.class)
        .one();
  }

  /** Those about which the network is to be asked; the caller has their leases. */
  List<Spend> claim(int most) {
    return database.inTransaction(
        tx -> LEASES.takeDue(tx, most).stream().map(id -> get(tx, id)).toList());
  }

  List<StoredCoin> coins(Spend spend) {
    return database.read(tx -> JdbiCoins.of(tx, spend.id()));
  }

  /** Writes what follows from a report, with the outputs. */
  Spend apply(Spend asked, Function<Spend, SpendStep> step) {
    return database.inTransaction(
        tx -> {
          lock(tx, asked.id());
          var spend = get(tx, asked.id());
          if (isFinal(spend.state())) {
            return spend;
          }
          var next = step.apply(spend);
          switch (next.state()) {
            case MINED -> JdbiCoins.spent(tx, spend.id());
            case REFUSED ->
                JdbiCoins.of(tx, spend.id())
                    .forEach(
                        coin -> JdbiCoins.release(tx, coin, SpendStep.rest(coin.refusals() + 1)));
            case SIGNED, SENT, SEEN, CONTESTED -> {}
          }
          tx.createUpdate(
                  """
                  update bridge_spend
                  set state = :state, why = :why, leased_until = null, attempts = attempts + 1,
                    due_at = utc_timestamp(6) + interval :again second,
                    settled_at = if(:again is null, utc_timestamp(6), null)
                  where id = :id
                  """)
              .bind("state", next.state())
              .bind("why", cut(next.why()))
              .bind("again", next.lookAgain().map(Duration::toSeconds).orElse(null))
              .bind("id", spend.id())
              .execute();
          var after = get(tx, spend.id());
          JdbiFundings.settled(tx, node, after);
          return after;
        });
  }

  private static boolean isFinal(SpendState state) {
    return state == SpendState.MINED || state == SpendState.REFUSED;
  }

  private static void lock(Handle tx, long id) {
    tx.createQuery("select id from bridge_spend where id = :id for update")
        .bind("id", id)
        .mapTo(Long.class)
        .one();
  }

  static Spend get(Handle tx, long id) {
    return tx.createQuery("select * from bridge_spend where id = :id")
        .bind("id", id)
        .map(JdbiSpends::spend)
        .one();
  }

  private static Spend spend(ResultSet row, StatementContext context) throws SQLException {
    return new Spend(
        row.getLong("id"),
        Network.valueOf(row.getString("network").toUpperCase(Locale.ROOT)),
        Transaction.parse(row.getBytes("raw")),
        SpendState.valueOf(row.getString("state")),
        row.getString("why"),
        row.getInt("attempts"));
  }

  private static String cut(String why) {
    return why.length() > 400 ? why.substring(0, 400) : why;
  }
}
