package network.mandala.ledger.money;

/**
 * Thousandths of a satoshi: what prices are and what usage accrues. May be negative. Arithmetic
 * that would leave the range of a long throws.
 *
 * @param value how many
 */
public record Millisatoshis(long value) implements Comparable<Millisatoshis> {
  /** How many make a satoshi. */
  public static final long PER_SATOSHI = 1000;

  public static final Millisatoshis ZERO = new Millisatoshis(0);

  public static Millisatoshis of(long value) {
    return value == 0 ? ZERO : new Millisatoshis(value);
  }

  /**
   * The sum.
   *
   * @throws AmountOutOfRange beyond the range of a long
   */
  public Millisatoshis plus(Millisatoshis other) {
    try {
      return of(Math.addExact(value, other.value));
    } catch (ArithmeticException e) {
      throw new AmountOutOfRange(this + " + " + other.value, e);
    }
  }

  /**
   * The difference.
   *
   * @throws AmountOutOfRange beyond the range of a long
   */
  public Millisatoshis minus(Millisatoshis other) {
    try {
      return of(Math.subtractExact(value, other.value));
    } catch (ArithmeticException e) {
      throw new AmountOutOfRange(this + " - " + other.value, e);
    }
  }

  /**
   * The same amount the other way.
   *
   * @throws AmountOutOfRange beyond the range of a long
   */
  public Millisatoshis negated() {
    return ZERO.minus(this);
  }

  public boolean isNegative() {
    return value < 0;
  }

  /** Whole satoshis in this amount, towards negative infinity. */
  public Satoshis wholeSatoshis() {
    return Satoshis.of(Math.floorDiv(value, PER_SATOSHI));
  }

  /** What is left beside the {@linkplain #wholeSatoshis() whole satoshis}: 0 to 999. */
  public Millisatoshis remainder() {
    return of(Math.floorMod(value, PER_SATOSHI));
  }

  @Override
  public int compareTo(Millisatoshis other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return value + " msat";
  }
}
