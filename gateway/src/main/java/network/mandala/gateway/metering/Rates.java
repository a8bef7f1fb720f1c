package network.mandala.gateway.metering;

import java.math.BigInteger;

/**
 * What a model costs.
 *
 * @param inputMillisatoshis of 1000 tokens that are read
 * @param outputMillisatoshis of 1000 tokens that are written
 */
public record Rates(long inputMillisatoshis, long outputMillisatoshis) {
  public static final Rates FREE = new Rates(0, 0);

  private static final BigInteger THOUSAND = BigInteger.valueOf(1000);

  /**
   * Thousandths of a satoshi, rounded up.
   *
   * @throws ArithmeticException if it is more than a ledger can hold
   */
  public long cost(long inputTokens, long outputTokens) {
    return BigInteger.valueOf(inputMillisatoshis)
        .multiply(BigInteger.valueOf(inputTokens))
        .add(BigInteger.valueOf(outputMillisatoshis).multiply(BigInteger.valueOf(outputTokens)))
        .add(THOUSAND.subtract(BigInteger.ONE))
        .divide(THOUSAND)
        .longValueExact();
  }

  /** The same in whole satoshis, rounded up. */
  public long satoshis(long inputTokens, long outputTokens) {
    return Math.ceilDiv(cost(inputTokens, outputTokens), 1000L);
  }
}
