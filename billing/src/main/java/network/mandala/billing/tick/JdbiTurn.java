package network.mandala.billing.tick;

import java.util.Optional;
import network.mandala.ledger.database.LedgerDatabase;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Who works at the moment. Nothing depends on it: two that work at once charge the same windows,
 * and the ledger leaves one of them out. It saves the work of doing things twice.
 */
public final class JdbiTurn {

  private static final String NAME = "mandala-billing";

  private final LedgerDatabase database;

  public JdbiTurn(LedgerDatabase database) {
    this.database = database;
  }

  /**
   * The turn, until it is closed or its connection ends; empty when another has it. A database that
   * does not answer keeps nobody from trying: who works then is told what is wrong with it.
   */
  public Optional<Turn> take() {
    Handle handle;
    try {
      handle = database.jdbi().open();
    } catch (JdbiException e) {
      return Optional.of(new Turn(null));
    }
    boolean taken = false;
    try {
      taken =
          handle
              .createQuery("SELECT GET_LOCK(:name, 0)")
              .bind("name", NAME)
              .mapTo(Integer.class)
              .findOne()
              .filter(got -> got == 1)
              .isPresent();
      return taken ? Optional.of(new Turn(handle)) : Optional.empty();
    } catch (JdbiException e) {
      return Optional.of(new Turn(null));
    } finally {
      if (!taken) {
        handle.close();
      }
    }
  }

  /** The right to work; to be closed. */
  public static final class Turn implements AutoCloseable {

    /** Null without a connection that has to give something back. */
    private final Handle handle;

    private Turn(Handle handle) {
      this.handle = handle;
    }

    @Override
    public void close() {
      if (handle == null) {
        return;
      }
      try (handle) {
        // The connection goes back into a pool, where it would keep the lock.
        handle
            .createQuery("SELECT RELEASE_LOCK(:name)")
            .bind("name", NAME)
            .mapTo(Integer.class)
            .findOne();
      } catch (JdbiException e) {
        // The connection has ended, and the lock with it.
        return;
      }
    }
  }
}
