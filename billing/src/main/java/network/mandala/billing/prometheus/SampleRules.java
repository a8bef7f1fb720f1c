package network.mandala.billing.prometheus;

/**
 * Which samples are used. One that is left out is as if it had not been scraped: the next one of a
 * counter makes up for it.
 *
 * <ul>
 *   <li>Not a number, infinite, negative or beyond the highest value: left out.
 *   <li>As old as the one before, or older: left out; the first one counts.
 *   <li>Outside of the time that was asked for: the answer is refused, since the server's time
 *       cannot be believed.
 * </ul>
 *
 * @param fromMillis the earliest that was asked for
 * @param toMillis the latest that was asked for
 * @param highest the highest value that can be true
 * @param mostSeries series that one answer may have
 */
public record SampleRules(long fromMillis, long toMillis, double highest, int mostSeries) {

  /** Why a sample was left out, as the value of a metric's label. */
  public enum Dropped {
    NOT_A_NUMBER("not_a_number"),
    INFINITE("infinite"),
    NEGATIVE("negative"),
    ABSURD("absurd"),
    DUPLICATE("duplicate"),
    OUT_OF_ORDER("out_of_order");

    private final String word;

    Dropped(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
