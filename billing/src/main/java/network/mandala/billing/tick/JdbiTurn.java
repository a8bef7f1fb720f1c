package network.mandala.billing.tick;

import java.util.Optional;
import network.mandala.ledger.database.LedgerDatabase;
import org.jdbi.v3.core.Handle;

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

  /** The turn, until it is closed or its connection ends; empty when another has it. */
  public Optional<Turn> take() {
    var handle = database.jdbi().open();
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
    } finally {
      if (!taken) {
        handle.close();
      }
    }
  }

  /** The right to work; to be closed. */
  public static final class Turn implements AutoCloseable {

    private final Handle handle;

    private Turn(Handle handle) {
      this.handle = handle;
    }

    @Override
    public void close() {
      try (handle) {
        // The connection goes back into a pool, where it would keep the lock.
        handle
            .createQuery("SELECT RELEASE_LOCK(:name)")
            .bind("name", NAME)
            .mapTo(Integer.class)
            .findOne();
      }
    }
  }
}
