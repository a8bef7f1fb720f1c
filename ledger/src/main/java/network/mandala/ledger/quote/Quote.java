package network.mandala.ledger.quote;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import network.mandala.crds.agent.AgentSpec;
import network.mandala.crds.price.Estimate;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.price.PriceList;

/**
 * What agents cost in an hour at given prices, without network traffic, which nobody knows before.
 * Rounded up: what is charged for the same use is never more. An amount that no integer holds is
 * the largest one.
 *
 * @param lines how the sums come about; empty when nothing is charged
 */
public record Quote(List<QuoteLine> lines) {

  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MILLI = BigInteger.valueOf(1000);

  public Quote {
    lines = List.copyOf(lines);
  }

  /**
   * @param agent the name that the lines carry
   */
  public static Quote of(
      String agent, AgentSpec spec, PriceList prices, Circumstances circumstances) {
    return new Quote(
        Demands.of(spec, circumstances).stream()
            .map(demand -> line(agent, demand, prices))
            .toList());
  }

  /**
   * Of pods that are all alike and are given what they ask for, no more and no less.
   *
   * @param workload the name that the lines carry
   * @param fewest of them at a time
   * @param most of them at a time
   */
  public static Quote ofPods(
      String workload, long cpuMilli, long memoryMib, int fewest, int most, PriceList prices) {
    return new Quote(
        Demands.ofPods(cpuMilli, memoryMib, fewest, most).stream()
            .map(demand -> line(workload, demand, prices))
            .toList());
  }

  /** Both together. */
  public Quote plus(Quote other) {
    return new Quote(Stream.concat(lines.stream(), other.lines.stream()).toList());
  }

  /** With the fewest pods, each using what it is guaranteed. */
  public Satoshis perHourMin() {
    return sum(QuoteLine::perHourMin);
  }

  /** With the most pods, each using what its limits allow. */
  public Satoshis perHourMax() {
    return sum(QuoteLine::perHourMax);
  }

  /** For the status of an agent. */
  public Estimate estimate() {
    return new Estimate(perHourMin().value(), perHourMax().value());
  }

  private Satoshis sum(Function<QuoteLine, Millisatoshis> part) {
    var msat =
        lines.stream()
            .map(line -> BigInteger.valueOf(part.apply(line).value()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    var satoshis = msat.add(MILLI.subtract(BigInteger.ONE)).divide(MILLI);
    return new Satoshis(satoshis.min(MOST).longValueExact());
  }

  private static QuoteLine line(String agent, Demand demand, PriceList prices) {
    var price = prices.priceOf(demand.item()).orElse(Millisatoshis.ZERO);
    return new QuoteLine(
        agent,
        demand.part(),
        demand.item(),
        demand.least(),
        demand.most(),
        price,
        cost(demand.least(), price),
        cost(demand.most(), price));
  }

  private static Millisatoshis cost(BigDecimal units, Millisatoshis price) {
    var exact = units.multiply(BigDecimal.valueOf(price.value()));
    var up = exact.setScale(0, RoundingMode.CEILING).toBigInteger();
    return new Millisatoshis(up.min(MOST).longValueExact());
  }
}
