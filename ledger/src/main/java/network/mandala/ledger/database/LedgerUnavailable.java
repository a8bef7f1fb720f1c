package network.mandala.ledger.database;

/**
 * The database could not do it now: nothing of the transaction is known to be done, and the same
 * call may be made again, as every one is idempotent. The message says nothing secret.
 */
public final class LedgerUnavailable extends RuntimeException {
  private final Cause why;

  LedgerUnavailable(Cause why, Throwable cause) {
    super(why.sentence, cause);
    this.why = why;
  }

  /** For those who ask for more than it can do, and did not reach it. */
  public static LedgerUnavailable overloaded(Throwable cause) {
    return new LedgerUnavailable(Cause.OVERLOADED, cause);
  }

  public Cause why() {
    return why;
  }

  /** What a person has to look at. */
  public enum Cause {
    UNREACHABLE(
        "the ledger's database does not answer: is it running, and are url and network right?"),
    ACCESS_DENIED("the ledger's database refuses the user: are user, password and rights right?"),
    READ_ONLY("the ledger's database is read only: is it a replica, or is a failover going on?"),
    FULL("the ledger's database has no room left: give it more disk"),
    BUSY("the ledger's database is too busy: a lock was not free in time, again and again"),
    OVERLOADED("more is asked of the ledger's database than it can do in time");

    private final String sentence;

    Cause(String sentence) {
      this.sentence = sentence;
    }
  }
}
