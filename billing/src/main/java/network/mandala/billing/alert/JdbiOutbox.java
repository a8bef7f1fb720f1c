package network.mandala.billing.alert;

import java.time.Duration;
import java.util.List;
import network.mandala.ledger.database.LedgerDatabase;

/**
 * The outbox in the ledger's database. All times are the database's, so that the clocks of replicas
 * do not matter. A claim is one short transaction; nothing is sent inside one.
 */
final class JdbiOutbox implements Outbox {

  private static final int KEEP_DAYS = 90;
  private static final int LONGEST_PROBLEM = 500;

  private final LedgerDatabase database;

  JdbiOutbox(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public List<Delivery> claim(int most) {
    return database.inTransaction(
        tx -> {
          var claimed =
              tx.createQuery(
                      """
                      select id, channel, target, notice, attempts
                      from alert_delivery
                      where state = 'WAITING' and due_at <= utc_timestamp(6)
                      order by due_at limit :most
                      for update skip locked
                      """)
                  .bind("most", most)
                  .map(
                      (row, _) ->
                          new Delivery(
                              row.getLong("id"),
                              Channel.valueOf(row.getString("channel")),
                              row.getString("target"),
                              NoticeJson.read(row.getString("notice")),
                              row.getInt("attempts") + 1))
                  .list();
          if (!claimed.isEmpty()) {
            tx.createUpdate(
                    """
                    update alert_delivery
                    set attempts = attempts + 1,
                      due_at = date_add(utc_timestamp(6), interval :seconds second)
                    where id in (<ids>)
                    """)
                .bind("seconds", LEASE.toSeconds())
                .bindList("ids", claimed.stream().map(Delivery::id).toList())
                .execute();
          }
          return claimed;
        });
  }

  @Override
  public void delivered(Delivery delivery) {
    settle(delivery, "DELIVERED", null);
  }

  @Override
  public void giveUp(Delivery delivery, String why) {
    settle(delivery, "GIVEN_UP", why);
  }

  @Override
  public void retry(Delivery delivery, Duration delay, String why) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                    update alert_delivery
                    set due_at = date_add(utc_timestamp(6), interval :seconds second),
                      last_problem = :why
                    where id = :id and attempts = :attempt and state = 'WAITING'
                    """)
                    .bind("seconds", delay.toSeconds())
                    .bind("why", shortened(why))
                    .bind("id", delivery.id())
                    .bind("attempt", delivery.attempt())
                    .execute());
  }

  @Override
  public Depth depth() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                    select
                      (select count(*) from alert_delivery where state = 'WAITING') waiting,
                      (select coalesce(timestampdiff(second, min(created_at), utc_timestamp(6)), 0)
                        from alert_delivery where state = 'WAITING') oldest,
                      (select count(*) from alert_delivery where state = 'GIVEN_UP') given_up
                    """)
                    .map(
                        (row, _) ->
                            new Depth(
                                row.getLong("waiting"),
                                Duration.ofSeconds(Math.max(0, row.getLong("oldest"))),
                                row.getLong("given_up")))
                    .one());
  }

  @Override
  public void forget() {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                    delete from alert_delivery
                    where settled_at < date_sub(utc_timestamp(6), interval :days day)
                    limit 10000
                    """)
                    .bind("days", KEEP_DAYS)
                    .execute());
  }

  /** Only the claim that was made last counts. */
  private void settle(Delivery delivery, String state, String why) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                    update alert_delivery
                    set state = :state, last_problem = :why, settled_at = utc_timestamp(6)
                    where id = :id and attempts = :attempt and state = 'WAITING'
                    """)
                    .bind("state", state)
                    .bind("why", why == null ? null : shortened(why))
                    .bind("id", delivery.id())
                    .bind("attempt", delivery.attempt())
                    .execute());
  }

  private static String shortened(String why) {
    return why.length() <= LONGEST_PROBLEM ? why : why.substring(0, LONGEST_PROBLEM);
  }
}
