package network.mandala.ledger.database;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/** Runs transactions, and those again that lost against another one: the one place that does. */
final class Transactions {
  private static final int TRIES = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

  private final Jdbi jdbi;
  private final Runnable onReadOnly;

  Transactions(Jdbi jdbi, Runnable onReadOnly) {
    this.jdbi = jdbi;
    this.onReadOnly = onReadOnly;
  }

  <T, X extends Exception> T run(HandleCallback<T, X> work) throws X {
    return again(() -> jdbi.inTransaction(work));
  }

  /** What is one statement is a transaction by itself. */
  <T, X extends Exception> T runAlone(HandleCallback<T, X> work) throws X {
    return again(() -> jdbi.withHandle(work));
  }

  private interface Try<T, X extends Exception> {
    T run() throws X;
  }

  private <T, X extends Exception> T again(Try<T, X> work) throws X {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.run();
      } catch (RuntimeException e) {
        if (Failures.isReadOnly(e)) {
          onReadOnly.run();
        }
        if (attempt == TRIES || !Failures.worthAnotherTry(e)) {
          throw Failures.translate(e);
        }
        pause(attempt, e);
      }
    }
  }

  /** Twice as long each time, at random, so that those who met do not meet again. */
  private static void pause(int attempt, RuntimeException failure) {
    long most = FIRST_PAUSE.toMillis() << attempt;
    try {
      Thread.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, most + 1)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.addSuppressed(e);
      throw Failures.translate(failure);
    }
  }
}
