package network.mandala.bridge.wallet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import network.mandala.bridge.chain.AtomicBeef;
import network.mandala.bridge.chain.TxId;
import network.mandala.bridge.chain.TxOutput;
import network.mandala.crds.project.Network;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.PaymentKeys;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.database.LedgerDatabase;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Outputs that the node can spend, in the ledger's database. */
final class JdbiCoins {
  private static final int AT_ONCE = 50;
  private static final int MOST_LOOKED_AT = 1000;

  private final LedgerDatabase database;
  private final WalletKey node;

  JdbiCoins(LedgerDatabase database, WalletKey node) {
    this.database = database;
    this.node = node;
  }

  /** A deposit that is in a block, as its payment has it. */
  private record Deposit(
      long payment,
      String network,
      String transaction,
      int output,
      long satoshis,
      String prefix,
      String suffix,
      PublicKey sender,
      byte[] beef) {}

  /** Keeps the outputs of payments that have come into a block, at most 50; how many they were. */
  int collect() {
    return database.inTransaction(
        tx -> {
          var deposits =
              tx.createQuery(
                      """
                      select id, network, txid, output, satoshis, prefix, suffix, sender, beef
                      from bridge_payment where coin_id is null and state = 'MINED'
                      order by id limit :most for update skip locked
                      """)
                  .bind("most", AT_ONCE)
                  .map(JdbiCoins::deposit)
                  .list();
          deposits.forEach(deposit -> keep(tx, deposit));
          return deposits.size();
        });
  }

  private void keep(Handle tx, Deposit deposit) {
    long coin =
        add(
            tx,
            deposit.network(),
            deposit.transaction(),
            deposit.output(),
            new TxOutput(deposit.satoshis(), script(deposit)),
            deposit.prefix(),
            deposit.suffix(),
            deposit.sender(),
            deposit.beef());
    tx.createUpdate("update bridge_payment set coin_id = :coin, beef = null where id = :id")
        .bind("coin", coin)
        .bind("id", deposit.payment())
        .execute();
  }

  /** Of its transaction, or, where that was not kept, of the key that spends it. */
  private byte[] script(Deposit deposit) {
    if (deposit.beef() != null) {
      var outputs = AtomicBeef.parse(deposit.beef()).subject().outputs();
      return outputs.get(deposit.output()).script();
    }
    var key = PaymentKeys.received(node.with(deposit.sender()), deposit.prefix(), deposit.suffix());
    return PaymentKeys.lockingScript(key.publicKey());
  }

  static long add(
      Handle tx,
      String network,
      String transaction,
      int index,
      TxOutput output,
      String prefix,
      String suffix,
      PublicKey sender,
      byte[] source) {
    return tx.createUpdate(
            """
            insert into bridge_coin (network, txid, output, satoshis, script, prefix, suffix, sender,
              source, made_at)
            values (:network, :txid, :output, :satoshis, :script, :prefix, :suffix, :sender,
              :source, utc_timestamp(6))
            """)
        .bind("network", network)
        .bind("txid", transaction)
        .bind("output", index)
        .bind("satoshis", output.satoshis())
        .bind("script", output.script())
        .bind("prefix", prefix)
        .bind("suffix", suffix)
        .bind("sender", sender.hex())
        .bind("source", source)
        .executeAndReturnGeneratedKeys()
        .mapTo(Long.class)
        .one();
  }

  /** As it is written in rows. */
  static String word(Network network) {
    return network.name().toLowerCase(Locale.ROOT);
  }

  /** Nobody else chooses outputs of this network until the transaction ends. */
  static void lock(Handle tx, Network network) {
    tx.createQuery("select network from bridge_wallet where network = :network for update")
        .bind("network", word(network))
        .mapTo(String.class)
        .one();
  }

  /** Those with fewer refusals first, then the largest; what rests is not among them. */
  static List<StoredCoin> free(Handle tx, Network network) {
    return tx.createQuery(
            """
            select * from bridge_coin
            where network = :network and spend_id is null
              and (rests_until is null or rests_until <= utc_timestamp(6))
            order by refusals, satoshis desc, id limit :most
            """)
        .bind("network", word(network))
        .bind("most", MOST_LOOKED_AT)
        .map(JdbiCoins::coin)
        .list();
  }

  /** Satoshis of all that {@link #free} could give. */
  static long total(Handle tx, Network network) {
    return tx.createQuery(
            """
            select coalesce(sum(satoshis), 0) from bridge_coin
            where network = :network and spend_id is null
              and (rests_until is null or rests_until <= utc_timestamp(6))
            """)
        .bind("network", word(network))
        .mapTo(Long.class)
        .one();
  }

  static void spend(Handle tx, List<StoredCoin> coins, long spend) {
    int changed =
        tx.createUpdate(
                "update bridge_coin set spend_id = :spend where id in (<ids>) and spend_id is null")
            .bind("spend", spend)
            .bindList("ids", coins.stream().map(StoredCoin::id).toList())
            .execute();
    if (changed != coins.size()) {
      throw new IllegalStateException("an output was chosen that is spent already");
    }
  }

  static List<StoredCoin> of(Handle tx, long spend) {
    return tx.createQuery("select * from bridge_coin where spend_id = :spend order by id")
        .bind("spend", spend)
        .map(JdbiCoins::coin)
        .list();
  }

  /** It could not be spent: it is free again, after a rest. */
  static void release(Handle tx, StoredCoin coin, Duration rest) {
    tx.createUpdate(
            """
            update bridge_coin
            set spend_id = null, refusals = refusals + 1,
              rests_until = utc_timestamp(6) + interval :rest second
            where id = :id
            """)
        .bind("rest", rest.toSeconds())
        .bind("id", coin.id())
        .execute();
  }

  /** Nobody needs to know any more how they came. */
  static void spent(Handle tx, long spend) {
    tx.createUpdate("update bridge_coin set source = null where spend_id = :spend")
        .bind("spend", spend)
        .execute();
  }

  private static Deposit deposit(ResultSet row, StatementContext context) throws SQLException {
    return new Deposit(
        row.getLong("id"),
        row.getString("network"),
        row.getString("txid"),
        row.getInt("output"),
        row.getLong("satoshis"),
        row.getString("prefix"),
        row.getString("suffix"),
        PublicKey.parse(row.getString("sender")),
        row.getBytes("beef"));
  }

  private static StoredCoin coin(ResultSet row, StatementContext context) throws SQLException {
    return new StoredCoin(
        row.getLong("id"),
        new TxId(row.getString("txid")),
        row.getInt("output"),
        new TxOutput(row.getLong("satoshis"), row.getBytes("script")),
        row.getString("prefix"),
        row.getString("suffix"),
        PublicKey.parse(row.getString("sender")),
        row.getInt("refusals"));
  }
}
