package network.mandala.bridge.wallet;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import network.mandala.bridge.chain.Destination;
import network.mandala.bridge.chain.SignedSpend;
import network.mandala.bridge.chain.TxOutput;
import network.mandala.crds.project.Network;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.PaymentKeys;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.journal.JdbiTopUps;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.UnknownProject;
import org.jdbi.v3.core.Handle;

/**
 * Payments to keys of projects: the debit, the transaction and the outputs that it takes are
 * written at once, and undone at once if the network refuses it.
 */
final class JdbiFundings {
  private static final String ACTOR = "mandala-bridge";
  private static final int SALT = 16;
  private static final int CHANGE = 1;

  private final LedgerDatabase database;
  private final WalletKey node;
  private final SecureRandom random;

  JdbiFundings(LedgerDatabase database, WalletKey node, SecureRandom random) {
    this.database = database;
    this.node = node;
    this.random = random;
  }

  private record Funding(long id, String project, PublicKey key, long satoshis) {}

  /** Those that wait; the one that was looked at longest ago is the first. */
  List<Long> waiting(Network network, int most) {
    return database.read(
        tx ->
            tx.createQuery(
                    """
                    select id from bridge_funding where network = :network and state = 'WAITING'
                    order by looked_at limit :most
                    """)
                .bind("network", JdbiCoins.word(network))
                .bind("most", most)
                .mapTo(Long.class)
                .list());
  }

  /** Pays it if there is money; empty if there is not, or somebody else was faster. */
  Optional<Spend> pay(Network network, long id, long feePerKilobyte) {
    return database.inTransaction(
        tx -> {
          JdbiCoins.lock(tx, network);
          var funding = lock(tx, id);
          if (funding.isEmpty()) {
            return Optional.empty();
          }
          var plan =
              FundingPlan.of(JdbiCoins.free(tx, network), funding.get().satoshis(), feePerKilobyte);
          if (plan.isEmpty()) {
            return waits(tx, id, "the node's wallet has too little that is in blocks");
          }
          return pay(tx, network, funding.get(), plan.get());
        });
  }

  private Optional<Spend> pay(Handle tx, Network network, Funding funding, FundingPlan plan) {
    var coins = JdbiSpends.unlocked(tx, plan.coins(), node);
    if (coins.size() < plan.coins().size()) {
      return Optional.empty();
    }
    var prefix = salt();
    var suffix = salt();
    var outputs = new ArrayList<TxOutput>();
    outputs.add(new TxOutput(funding.satoshis(), Destination.of(funding.key()).script()));
    if (plan.change() > 0) {
      var own = PaymentKeys.received(node.withSelf(), prefix, suffix).publicKey();
      outputs.add(new TxOutput(plan.change(), PaymentKeys.lockingScript(own)));
    }
    long spend =
        JdbiSpends.add(
            tx, network, "FUNDING", SignedSpend.of(coins, outputs), funding.satoshis(), plan.fee());
    if (plan.change() > 0) {
      change(tx, spend, prefix, suffix);
    }
    JdbiCoins.spend(tx, plan.coins(), spend);
    var debit = debit(tx, funding, spend);
    if (debit.isEmpty()) {
      throw new TooPoor();
    }
    tx.createUpdate(
            """
            update bridge_funding
            set state = 'PAYING', why = '', spend_id = :spend, debit_entry = :entry
            where id = :id
            """)
        .bind("spend", spend)
        .bind("entry", debit.get())
        .bind("id", funding.id())
        .execute();
    return Optional.of(JdbiSpends.get(tx, spend));
  }

  /** The balance of the project is too low: nothing that was written stays. */
  static final class TooPoor extends RuntimeException {
    TooPoor() {
      super("the balance of the project is too low", null, false, false);
    }
  }

  private static Optional<Long> debit(Handle tx, Funding funding, long spend) {
    try {
      return JdbiTopUps.fund(
              tx,
              funding.project(),
              Satoshis.of(funding.satoshis()),
              "funding:" + funding.id() + ":" + spend,
              "Funding of the project's key",
              ACTOR)
          .map(entry -> entry.id());
    } catch (UnknownProject e) {
      return Optional.empty();
    }
  }

  /** What the end of a transaction means for what it pays and for what the wallet pays itself. */
  static void settled(Handle tx, WalletKey node, Spend spend) {
    switch (spend.state()) {
      case MINED -> paid(tx, node, spend);
      case REFUSED -> undone(tx, spend);
      case SIGNED, SENT, SEEN, CONTESTED -> {}
    }
  }

  private static void paid(Handle tx, WalletKey node, Spend spend) {
    tx.createUpdate(
            "update bridge_funding set state = 'PAID', paid_at = utc_timestamp(6) where spend_id ="
                + " :spend")
        .bind("spend", spend.id())
        .execute();
    var salts =
        tx.createQuery(
                "select change_prefix, change_suffix from bridge_spend where id = :id and"
                    + " change_output is not null")
            .bind("id", spend.id())
            .map((row, context) -> List.of(row.getString(1), row.getString(2)))
            .findOne();
    salts.ifPresent(
        found ->
            JdbiCoins.add(
                tx,
                JdbiCoins.word(spend.network()),
                spend.transaction().id().hex(),
                CHANGE,
                spend.transaction().outputs().get(CHANGE),
                found.getFirst(),
                found.getLast(),
                node.publicKey(),
                null));
  }

  private static void undone(Handle tx, Spend spend) {
    tx.createQuery(
            "select debit_entry from bridge_funding where spend_id = :spend and debit_entry is not"
                + " null for update")
        .bind("spend", spend.id())
        .mapTo(Long.class)
        .findOne()
        .ifPresent(
            entry ->
                JdbiTopUps.reverse(tx, entry, "The funding was refused: " + spend.why(), ACTOR));
    tx.createUpdate(
            """
            update bridge_funding
            set state = 'WAITING', why = :why, spend_id = null, debit_entry = null
            where spend_id = :spend
            """)
        .bind("why", spend.why())
        .bind("spend", spend.id())
        .execute();
  }

  /** Why it waits, for whoever looks into the table. */
  void waits(long id, String why) {
    database.inTransaction(tx -> waits(tx, id, why));
  }

  private static Optional<Spend> waits(Handle tx, long id, String why) {
    tx.createUpdate(
            """
            update bridge_funding set why = :why, looked_at = utc_timestamp(6)
            where id = :id and state = 'WAITING'
            """)
        .bind("why", why)
        .bind("id", id)
        .execute();
    return Optional.empty();
  }

  private static void change(Handle tx, long spend, String prefix, String suffix) {
    tx.createUpdate(
            """
            update bridge_spend
            set change_output = :output, change_prefix = :prefix, change_suffix = :suffix
            where id = :id
            """)
        .bind("output", CHANGE)
        .bind("prefix", prefix)
        .bind("suffix", suffix)
        .bind("id", spend)
        .execute();
  }

  private static Optional<Funding> lock(Handle tx, long id) {
    return tx.createQuery(
            """
            select id, project_id, public_key, satoshis from bridge_funding
            where id = :id and state = 'WAITING' for update
            """)
        .bind("id", id)
        .map(
            (row, context) ->
                new Funding(
                    row.getLong("id"),
                    row.getString("project_id"),
                    PublicKey.parse(row.getString("public_key")),
                    row.getLong("satoshis")))
        .findOne();
  }

  private String salt() {
    var bytes = new byte[SALT];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
