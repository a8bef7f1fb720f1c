package network.mandala.ledger.money;

/**
 * Satoshis: what accounts and the journal hold. May be negative. Arithmetic that would leave the
 * range of a long throws.
 *
 * @param value how many
 */
public record Satoshis(long value) implements Comparable<Satoshis> {
  public static final Satoshis ZERO = new Satoshis(0);

  public static Satoshis of(long value) {
    return value == 0 ? ZERO : new Satoshis(value);
  }

  /**
   * The sum.
   *
   * @throws AmountOutOfRange beyond the range of a long
   */
  public Satoshis plus(Satoshis other) {
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
  public Satoshis minus(Satoshis other) {
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
  public Satoshis negated() {
    return ZERO.minus(this);
  }

  public boolean isNegative() {
    return value < 0;
  }

  /**
   * A thousand times as many.
   *
   * @throws AmountOutOfRange beyond the range of a long
   */
  public Millisatoshis toMillisatoshis() {
    try {
      return Millisatoshis.of(Math.multiplyExact(value, Millisatoshis.PER_SATOSHI));
    } catch (ArithmeticException e) {
      throw new AmountOutOfRange(this + " in millisatoshis", e);
    }
  }

  @Override
  public int compareTo(Satoshis other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return value + " sat";
  }
}
