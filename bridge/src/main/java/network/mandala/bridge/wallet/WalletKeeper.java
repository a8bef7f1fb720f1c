package network.mandala.bridge.wallet;

import java.security.SecureRandom;
import network.mandala.bridge.chain.Destination;
import network.mandala.bridge.metric.MoneyMetrics;
import network.mandala.bridge.payment.Verifier;
import network.mandala.bridge.payment.Verifiers;
import network.mandala.crds.project.Network;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.database.LedgerDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done for the wallets, one step after the other, by every replica: the database says who
 * does what. Each step may be interrupted anywhere.
 */
public final class WalletKeeper {
  private static final Logger log = LoggerFactory.getLogger(WalletKeeper.class);
  private static final int AT_ONCE = 16;

  private final WalletSettings settings;
  private final Verifiers verifiers;
  private final JdbiCoins coins;
  private final JdbiSpends spends;
  private final JdbiFundings fundings;
  private final SpendWork work;

  public WalletKeeper(
      WalletSettings settings,
      WalletKey node,
      Verifiers verifiers,
      LedgerDatabase database,
      MoneyMetrics metrics) {
    this.settings = settings;
    this.verifiers = verifiers;
    this.coins = new JdbiCoins(database, node);
    this.spends = new JdbiSpends(database, node);
    this.fundings = new JdbiFundings(database, node, new SecureRandom());
    this.work = new SpendWork(spends, verifiers, metrics);
  }

  /** Deposits that came into a block can be spent, pay keys of projects, and are swept. */
  public void turn() {
    while (coins.collect() > 0) {
      log.debug("Deposits are in the wallet");
    }
    for (var network : Network.values()) {
      fund(network);
    }
    sweep(Network.MAIN, settings.main());
    sweep(Network.TEST, settings.test());
  }

  private void fund(Network network) {
    if (!(verifiers.of(network) instanceof Verifier.Chain)) {
      return;
    }
    for (long id : fundings.waiting(network, AT_ONCE)) {
      try {
        fundings
            .pay(network, id, settings.rules().feePerKilobyte())
            .ifPresent(
                spend -> log.info("A project's key is funded with {}", spend.transaction().id()));
      } catch (JdbiFundings.TooPoor e) {
        fundings.waits(id, e.getMessage());
      }
    }
  }

  private void sweep(Network network, Destination to) {
    if (to != null && verifiers.of(network) instanceof Verifier.Chain) {
      spends
          .sweep(network, to, settings.rules())
          .ifPresent(
              spend ->
                  log.info(
                      "The wallet of {} is swept with {}",
                      JdbiCoins.word(network),
                      spend.transaction().id()));
    }
  }

  /**
   * The network is told of transactions, and asked about them, that are due; how many they were.
   */
  public int follow() {
    var due = spends.claim(AT_ONCE);
    due.forEach(work::advance);
    return due.size();
  }
}
