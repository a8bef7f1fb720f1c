package network.mandala.bridge.lease;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Rows with the columns id, due_at and leased_until, each of which one replica at a time works on.
 * A lease of a replica that died ends by itself.
 *
 * @param table its name, a constant of the program
 * @param lasts longer than the work on one row
 */
public record Leases(String table, Duration lasts) {

  /** Leases one row, whether it is due or not; false if somebody works on it. */
  public boolean take(Handle tx, long id) {
    return tx.createUpdate(
                """
                update <table> set leased_until = utc_timestamp(6) + interval :lease second
                where id = :id and (leased_until is null or leased_until <= utc_timestamp(6))
                """)
            .define("table", table)
            .bind("lease", lasts.toSeconds())
            .bind("id", id)
            .execute()
        == 1;
  }

  /** Leases rows that are due, those first that are so the longest, and returns their ids. */
  public List<Long> takeDue(Handle tx, int most) {
    var ids =
        tx.createQuery(
                """
                select id from <table>
                where due_at <= utc_timestamp(6)
                  and (leased_until is null or leased_until <= utc_timestamp(6))
                order by due_at limit :most for update skip locked
                """)
            .define("table", table)
            .bind("most", most)
            .mapTo(Long.class)
            .list();
    if (!ids.isEmpty()) {
      tx.createUpdate(
              """
              update <table> set leased_until = utc_timestamp(6) + interval :lease second
              where id in (<ids>)
              """)
          .define("table", table)
          .bind("lease", lasts.toSeconds())
          .bindList("ids", ids)
          .execute();
    }
    return ids;
  }
}
