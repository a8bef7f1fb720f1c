package network.mandala.bridge.wallet;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.mandala.bridge.chain.Blocks;
import network.mandala.bridge.chain.GatewayUnavailable;
import network.mandala.bridge.chain.Report;
import network.mandala.bridge.chain.TxInput;
import network.mandala.bridge.chain.TxOutput;
import network.mandala.bridge.metric.MoneyMetrics;
import network.mandala.bridge.payment.Verifier;
import network.mandala.bridge.payment.Verifiers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the network of a transaction of the wallet, or asks about it, and writes down what follows.
 * Any number of processes may do it at once and may stop anywhere: it is always the same bytes.
 */
final class SpendWork {
  private static final Logger log = LoggerFactory.getLogger(SpendWork.class);

  private final JdbiSpends spends;
  private final Verifiers verifiers;
  private final MoneyMetrics metrics;

  SpendWork(JdbiSpends spends, Verifiers verifiers, MoneyMetrics metrics) {
    this.spends = spends;
    this.verifiers = verifiers;
    this.metrics = metrics;
  }

  /**
   * @param spend whose lease the caller has
   * @return as it is afterwards
   */
  Spend advance(Spend spend) {
    try {
      if (!(verifiers.of(spend.network()) instanceof Verifier.Chain chain)) {
        return postponed(spend, "this node does not ask the network any more");
      }
      var report = report(chain, spend);
      var after = spends.apply(spend, now -> SpendStep.of(now, report));
      tell(spend, after);
      return after;
    } catch (GatewayUnavailable e) {
      log.warn("The transaction {} waits: {}", spend.transaction().id(), e.getMessage());
      return postponed(spend, e.getMessage());
    }
  }

  private Spend postponed(Spend spend, String why) {
    return spends.apply(
        spend,
        now ->
            new SpendStep(now.state(), why, Optional.of(SpendStep.afterSilence(now.attempts()))));
  }

  private Report report(Verifier.Chain chain, Spend spend) {
    var id = spend.transaction().id();
    if (spend.state() != SpendState.SIGNED) {
      var report = chain.broadcaster().status(id);
      if (!(report instanceof Report.NotKnown)) {
        return Blocks.believed(chain.headers(), id, report);
      }
    }
    return Blocks.believed(
        chain.headers(), id, chain.broadcaster().submit(spend.transaction(), spent(spend)));
  }

  private Function<TxInput, TxOutput> spent(Spend spend) {
    var outputs =
        spends.coins(spend).stream()
            .collect(
                Collectors.toMap(
                    coin -> coin.transaction() + ":" + coin.index(), StoredCoin::output));
    return input -> outputs.get(input.source() + ":" + input.index());
  }

  private void tell(Spend before, Spend after) {
    if (before.state() == after.state()) {
      return;
    }
    metrics.spend(JdbiCoins.word(after.network()), after.state().name().toLowerCase(Locale.ROOT));
    var id = after.transaction().id();
    switch (after.state()) {
      case MINED -> log.info("The transaction {} of the wallet is in a block", id);
      case REFUSED ->
          log.warn(
              "The transaction {} of the wallet is refused, what it spends is free again: {}",
              id,
              after.why());
      case CONTESTED ->
          log.warn("The transaction {} of the wallet is contested: {}", id, after.why());
      case SIGNED, SENT, SEEN -> log.debug("The transaction {} is {}", id, after.state());
    }
  }
}
