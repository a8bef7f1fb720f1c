package network.mandala.ledger.price;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.usage.MeterItem;
import org.jdbi.v3.core.Handle;

/** {@link Prices} in MySQL. */
public final class JdbiPrices implements Prices {
  private final LedgerDatabase database;

  public JdbiPrices(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public PriceList at(Instant when) {
    return database.read(handle -> at(handle, when));
  }

  /** As {@link Prices#at}, in a transaction of the caller. */
  public static PriceList at(Handle handle, Instant when) {
    return handle
        .createQuery(
            "select version, effective_from from price_list where effective_from <= :when order by"
                + " effective_from desc, version desc limit 1")
        .bind("when", when)
        .map(
            (row, context) ->
                new Head(row.getLong("version"), row.getTimestamp("effective_from").toInstant()))
        .findOne()
        .map(head -> list(handle, head))
        .orElseThrow(() -> new NoPriceList(when));
  }

  @Override
  public List<PriceList> history() {
    return database.read(handle -> heads(handle).stream().map(head -> list(handle, head)).toList());
  }

  @Override
  public PriceList publish(
      Map<MeterItem, Millisatoshis> prices, Instant effectiveFrom, String reason) {
    if (prices.isEmpty()) {
      throw new IllegalArgumentException("a price list has at least one price");
    }
    var wanted = new PriceList(1, effectiveFrom, prices);
    return database.inTransaction(
        tx -> {
          tx.createQuery("select name from turn where name = 'prices' for update")
              .mapTo(String.class)
              .one();
          var heads = heads(tx);
          if (heads.isEmpty()) {
            return insert(tx, wanted, reason);
          }
          var newest = list(tx, heads.getLast());
          if (newest.prices().equals(wanted.prices())) {
            return newest;
          }
          if (effectiveFrom.isBefore(newest.effectiveFrom())) {
            throw new IllegalArgumentException(
                "a price list cannot be effective from "
                    + effectiveFrom
                    + ", before the newest, which is from "
                    + newest.effectiveFrom());
          }
          return insert(
              tx, new PriceList(newest.version() + 1, effectiveFrom, wanted.prices()), reason);
        });
  }

  private static PriceList insert(Handle tx, PriceList list, String reason) {
    tx.createUpdate(
            "insert into price_list (version, effective_from, reason, published_at) values"
                + " (:version, :effectiveFrom, :reason, utc_timestamp(6))")
        .bind("version", list.version())
        .bind("effectiveFrom", list.effectiveFrom())
        .bind("reason", reason)
        .execute();
    try (var batch =
        tx.prepareBatch(
            "insert into price (version, item, msat) values (:version, :item, :msat)")) {
      list.prices()
          .forEach(
              (item, price) ->
                  batch
                      .bind("version", list.version())
                      .bind("item", item.text())
                      .bind("msat", price.value())
                      .add());
      batch.execute();
    }
    return list;
  }

  private static List<Head> heads(Handle handle) {
    return handle
        .createQuery("select version, effective_from from price_list order by version")
        .map(
            (row, context) ->
                new Head(row.getLong("version"), row.getTimestamp("effective_from").toInstant()))
        .list();
  }

  private static PriceList list(Handle handle, Head head) {
    var prices = new TreeMap<MeterItem, Millisatoshis>();
    handle
        .createQuery("select item, msat from price where version = :version")
        .bind("version", head.version())
        .map(
            (row, context) ->
                Map.entry(
                    MeterItem.parse(row.getString("item")), Millisatoshis.of(row.getLong("msat"))))
        .forEach(price -> prices.put(price.getKey(), price.getValue()));
    return new PriceList(head.version(), head.effectiveFrom(), prices);
  }

  private record Head(long version, Instant effectiveFrom) {}
}
