package network.mandala.ledger.debit;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.receipt.Receipt;
import network.mandala.ledger.usage.Meter;

/** {@link Debits} in MySQL. */
public final class JdbiDebits implements Debits {
  public JdbiDebits(LedgerDatabase database, network.mandala.identity.PrivateKey nodeKey) {}

  @Override
  public List<Receipt> charge(List<DebitWindow> batch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void missing(Collection<MissingWindow> windows) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<MissingWindow> openMissing(int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void filled(Collection<MissingWindow> windows) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int writeOff(Instant olderThan, String reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<Meter, MissingTotals> missingTotals() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Instant> cursor(Meter meter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void advance(Meter meter, Instant to) {
    throw new UnsupportedOperationException();
  }
}
