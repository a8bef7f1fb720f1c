package network.mandala.ledger.hold;

import java.time.Instant;
import java.util.Optional;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.money.Satoshis;

/** {@link Holds} in MySQL. */
public final class JdbiHolds implements Holds {
  public JdbiHolds(LedgerDatabase database) {}

  @Override
  public Hold reserve(String projectId, Satoshis amount, String key, Instant expiresAt) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Hold capture(long holdId, Satoshis actual, String reason, String actor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Hold release(long holdId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int expire(Instant now) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Hold> byId(long holdId) {
    throw new UnsupportedOperationException();
  }
}
