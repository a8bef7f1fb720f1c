package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import network.mandala.crds.price.Estimate;
import network.mandala.ledger.quote.Circumstances;
import network.mandala.ledger.quote.Quote;
import network.mandala.operator.config.NodeConfig;
import network.mandala.operator.funding.ProjectFunds;

/**
 * What an agent costs at least and at most: by the price list of the ledger; without a ledger, by
 * that of the configuration, per window of five minutes, each meter rounded up to a satoshi, from
 * what its pods are guaranteed. Network traffic is not in it, nor what the pods use beyond that.
 */
final class Estimates {

  private static final BigDecimal WINDOWS_PER_HOUR = BigDecimal.valueOf(12);
  private static final BigDecimal GB = BigDecimal.valueOf(1L << 30);
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  private Estimates() {}

  /** Null when the provider charges nothing. */
  static Estimate of(Seen seen) {
    if (seen.prices() != null) {
      return Quote.of(seen.name(), seen.spec(), seen.prices(), circumstances(seen)).estimate();
    }
    if (isMetered(seen)) {
      // The ledger has not told its prices yet, or has none.
      return seen.status().estimate();
    }
    var prices = seen.node().prices();
    if (prices.cpuPerCore5Min() == 0
        && prices.memoryPerGb5Min() == 0
        && prices.diskPerGb5Min() == 0
        && prices.gpuPerUnit5Min() == 0) {
      return null;
    }
    var scaling = seen.spec().scaling();
    var fixed = AgentReplicas.isSuspended(seen) ? Integer.valueOf(0) : scaling.replicas();
    return new Estimate(
        perHour(seen, prices, fixed == null ? fewest(seen) : fixed),
        perHour(seen, prices, fixed == null ? scaling.max() : fixed));
  }

  private static boolean isMetered(Seen seen) {
    return seen.project() instanceof ProjectSeen.Open open
        && open.funds().stage() != ProjectFunds.Stage.UNMETERED;
  }

  private static Circumstances circumstances(Seen seen) {
    var tee = seen.node().teeRuntimeClassName();
    return new Circumstances(
        AgentSleep.isOffered(seen),
        !tee.isEmpty()
            && seen.project() instanceof ProjectSeen.Open open
            && tee.equals(open.runtimeClassName()));
  }

  /** An agent that may sleep has no pods while it does. */
  private static int fewest(Seen seen) {
    return AgentSleep.isOffered(seen) ? 0 : seen.spec().scaling().min();
  }

  private static long perHour(Seen seen, NodeConfig.Prices prices, int pods) {
    var resources = seen.spec().resources();
    var storage = seen.spec().storage();
    var count = BigDecimal.valueOf(pods);
    var perWindow =
        cost(amount(resources.cpu()).multiply(count), prices.cpuPerCore5Min())
            .add(
                cost(
                    amount(resources.memory()).multiply(count).divide(GB),
                    prices.memoryPerGb5Min()))
            .add(ofFrontend(seen, prices))
            .add(cost(BigDecimal.valueOf(resources.gpu()).multiply(count), prices.gpuPerUnit5Min()))
            .add(
                storage == null
                    ? BigDecimal.ZERO
                    : cost(amount(storage.size()).divide(GB), prices.diskPerGb5Min()))
            .add(databases(seen, prices));
    return perWindow.multiply(WINDOWS_PER_HOUR).min(MOST).longValueExact();
  }

  /** Their volumes are there while no server runs. */
  private static BigDecimal databases(Seen seen, NodeConfig.Prices prices) {
    boolean stopped = AgentReplicas.isSuspended(seen);
    return AgentDatabases.named(seen, stopped).stream()
        .map(
            database ->
                cost(database.guaranteedCores(), prices.cpuPerCore5Min())
                    .add(cost(database.guaranteedBytes().divide(GB), prices.memoryPerGb5Min()))
                    .add(cost(amount(database.spec().size()).divide(GB), prices.diskPerGb5Min()))
                    .add(
                        database.spec().backup() == null
                            ? BigDecimal.ZERO
                            : cost(
                                amount(database.spec().backup().size()).divide(GB),
                                prices.diskPerGb5Min())))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal ofFrontend(Seen seen, NodeConfig.Prices prices) {
    var frontend = seen.spec().frontend();
    if (frontend == null || AgentReplicas.isSuspended(seen)) {
      return BigDecimal.ZERO;
    }
    var count = BigDecimal.valueOf(frontend.replicas());
    return cost(amount(FrontendDeployment.CPU).multiply(count), prices.cpuPerCore5Min())
        .add(
            cost(
                amount(FrontendDeployment.MEMORY).multiply(count).divide(GB),
                prices.memoryPerGb5Min()));
  }

  private static BigDecimal cost(BigDecimal units, long rate) {
    return units.multiply(BigDecimal.valueOf(rate)).setScale(0, RoundingMode.CEILING);
  }

  private static BigDecimal amount(String quantity) {
    return Quantity.parse(quantity).getNumericalAmount();
  }
}
