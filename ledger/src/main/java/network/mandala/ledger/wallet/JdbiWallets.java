package network.mandala.ledger.wallet;

import java.time.Duration;
import java.util.List;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.money.Satoshis;

/** {@link Wallets} in MySQL. */
public final class JdbiWallets implements Wallets {
  private static final String FUNDS =
      """
      select w.network, coalesce(c.free, 0) as confirmed, coalesce(c.outputs, 0) as outputs,
        coalesce(c.resting, 0) as resting, coalesce(p.unconfirmed, 0) as unconfirmed,
        coalesce(s.leaving, 0) as leaving, coalesce(s.swept, 0) as swept,
        coalesce(o.waiting, 0) as waiting, coalesce(o.oldest, 0) as oldest
      from bridge_wallet w
      left join (
        select network, sum(satoshis) as free, count(*) as outputs,
          sum(if(rests_until > utc_timestamp(6), satoshis, 0)) as resting
        from bridge_coin where spend_id is null group by network) c on c.network = w.network
      left join (
        select network, sum(satoshis) as unconfirmed
        from bridge_payment where state = 'SEEN' group by network) p on p.network = w.network
      left join (
        select network,
          sum(if(state not in ('MINED', 'REFUSED'), satoshis + fee, 0)) as leaving,
          sum(if(state = 'MINED' and purpose = 'SWEEP', satoshis, 0)) as swept
        from bridge_spend group by network) s on s.network = w.network
      left join (
        select network, count(*) as waiting,
          max(timestampdiff(second, received_at, utc_timestamp(6))) as oldest
        from bridge_payment where state in ('RECEIVED', 'BROADCAST', 'CONTESTED')
        group by network) o on o.network = w.network
      order by w.network
      """;

  private final LedgerDatabase database;

  public JdbiWallets(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public List<WalletFunds> funds() {
    return database.readAtOneMoment(
        tx ->
            tx.createQuery(FUNDS)
                .map(
                    (row, context) ->
                        new WalletFunds(
                            row.getString("network"),
                            Satoshis.of(row.getLong("confirmed")),
                            row.getLong("outputs"),
                            Satoshis.of(row.getLong("resting")),
                            Satoshis.of(row.getLong("unconfirmed")),
                            Satoshis.of(row.getLong("leaving")),
                            Satoshis.of(row.getLong("swept")),
                            row.getLong("waiting"),
                            Duration.ofSeconds(row.getLong("oldest"))))
                .list());
  }

  @Override
  public List<WalletSpend> spends(int most) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from bridge_spend order by id desc limit :most")
                .bind("most", most)
                .map(
                    (row, context) ->
                        new WalletSpend(
                            row.getString("network"),
                            row.getString("purpose"),
                            row.getString("txid"),
                            Satoshis.of(row.getLong("satoshis")),
                            Satoshis.of(row.getLong("fee")),
                            row.getString("state"),
                            row.getString("why"),
                            row.getTimestamp("made_at").toInstant()))
                .list());
  }
}
