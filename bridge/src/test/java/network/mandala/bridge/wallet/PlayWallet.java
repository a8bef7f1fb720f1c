package network.mandala.bridge.wallet;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import network.mandala.bridge.chain.Arc;
import network.mandala.bridge.chain.AtomicBeef;
import network.mandala.bridge.chain.BlockHeadersService;
import network.mandala.bridge.chain.Destination;
import network.mandala.bridge.chain.Evidence;
import network.mandala.bridge.chain.FakeArc;
import network.mandala.bridge.chain.FakeHeaders;
import network.mandala.bridge.chain.PlayCoins;
import network.mandala.bridge.chain.Transaction;
import network.mandala.bridge.metric.MoneyMetrics;
import network.mandala.bridge.payment.Verifier;
import network.mandala.bridge.payment.Verifiers;
import network.mandala.bridge.wallet.WalletSettings.SweepRules;
import network.mandala.crds.project.Network;
import network.mandala.identity.bsv.PaymentKeys;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.wallet.JdbiWallets;
import network.mandala.ledger.wallet.WalletFunds;
import network.mandala.ledger.wallet.WalletSpend;

/** A node's wallet with deposits of play coins; only ARC and the block headers play. */
public final class PlayWallet implements AutoCloseable {
  static final WalletKey NODE = WalletKey.parse("11".repeat(32));
  static final WalletKey PAYER = WalletKey.parse("22".repeat(32));
  static final Destination PROVIDER = Destination.of(WalletKey.parse("33".repeat(32)).publicKey());
  static final SweepRules RULES = new SweepRules(1000, 0, 100);

  private static final AtomicInteger COUNT = new AtomicInteger();

  final FakeArc arc = new FakeArc();
  final FakeHeaders headers = new FakeHeaders();
  private final Arc client = new Arc(arc.url(), FakeArc.TOKEN, Duration.ofSeconds(2));
  private final BlockHeadersService asked =
      new BlockHeadersService(headers.url(), FakeHeaders.TOKEN, Duration.ofSeconds(5));
  private final Verifier.Chain chain = new Verifier.Chain(client, asked);
  private final LedgerDatabase database;

  /**
   * @param database where it is looked at, which does not fail
   */
  PlayWallet(LedgerDatabase database) throws IOException {
    this.database = database;
  }

  WalletKeeper keeper() {
    return keeper(database, NODE);
  }

  WalletKeeper keeper(LedgerDatabase own, WalletKey node) {
    return new WalletKeeper(
        new WalletSettings(PROVIDER, PROVIDER, RULES, 500, Duration.ofMinutes(1)),
        node,
        new Verifiers(chain, chain),
        own,
        MoneyMetrics.unseen());
  }

  /** One turn of a wallet that goes with these services, for tests of others. */
  public static void turn(LedgerDatabase database, WalletKey node, Verifiers verifiers) {
    var keeper =
        new WalletKeeper(
            new WalletSettings(
                PROVIDER, PROVIDER, new SweepRules(1, 0, 1), 500, Duration.ofMinutes(1)),
            node,
            verifiers,
            database,
            MoneyMetrics.unseen());
    keeper.turn();
    keeper.follow();
  }

  /** A payment as it is in the table when it is in a block. */
  Transaction deposit(Network network, long satoshis, String state) {
    var prefix = "prefix" + COUNT.incrementAndGet();
    var script =
        PaymentKeys.lockingScript(
            PaymentKeys.payable(PAYER.with(NODE.publicKey()), prefix, "suffix"));
    var paid = new PlayCoins(PAYER).pay(satoshis, script);
    database.inTransaction(
        tx ->
            tx.createUpdate(
                    """
                    insert into bridge_payment (txid, output, prefix, suffix, sender, network,
                      project_id, required, satoshis, state, why, beef, received_at)
                    values (:txid, 0, :prefix, 'suffix', :sender, :network, 'project', :satoshis,
                      :satoshis, :state, '', :beef, utc_timestamp(6))
                    """)
                .bind("txid", paid.id().hex())
                .bind("prefix", prefix)
                .bind("sender", PAYER.publicKey().hex())
                .bind("network", network.name().toLowerCase(Locale.ROOT))
                .bind("satoshis", satoshis)
                .bind("state", state)
                .bind("beef", paid.beef())
                .execute());
    return paid.transaction();
  }

  Transaction deposit(long satoshis) {
    return deposit(Network.MAIN, satoshis, "MINED");
  }

  /** Its scripts and sums are right, as far as nobody has to be asked. */
  static Evidence evidence(Transaction sweep, List<Transaction> deposits) {
    return Evidence.of(AtomicBeef.parse(PlayCoins.beef(sweep, deposits)));
  }

  WalletFunds funds() {
    return new JdbiWallets(database)
        .funds().stream().filter(funds -> funds.network().equals("main")).findFirst().orElseThrow();
  }

  List<WalletSpend> spends() {
    return new JdbiWallets(database).spends(1000);
  }

  /** As if its time had come, whoever asked before was gone, and all had rested. */
  void makeDue() {
    database.inTransaction(
        tx -> {
          tx.execute(
              "update bridge_spend set due_at = utc_timestamp(6) - interval 1 second,"
                  + " leased_until = null where due_at is not null");
          return tx.execute("update bridge_coin set rests_until = null");
        });
  }

  /** What can be spent now is not looked at any more. */
  void hide() {
    database.inTransaction(
        tx -> tx.execute("update bridge_coin set network = 'gone' where spend_id is null"));
  }

  /** Everything that was ever handed to the network and spends one of these. */
  List<Transaction> spending(List<Transaction> deposits) {
    var all = new ArrayList<Transaction>();
    deposits.forEach(deposit -> all.addAll(arc.spending(deposit.id())));
    return all.stream().distinct().toList();
  }

  @Override
  public void close() {
    client.close();
    asked.close();
    arc.close();
    headers.close();
  }
}
