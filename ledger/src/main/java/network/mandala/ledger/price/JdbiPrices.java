package network.mandala.ledger.price;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.usage.MeterItem;

/** {@link Prices} in MySQL. */
public final class JdbiPrices implements Prices {
  public JdbiPrices(LedgerDatabase database) {}

  @Override
  public PriceList at(Instant when) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<PriceList> history() {
    throw new UnsupportedOperationException();
  }

  @Override
  public PriceList publish(
      Map<MeterItem, Millisatoshis> prices, Instant effectiveFrom, String reason) {
    throw new UnsupportedOperationException();
  }
}
