package network.mandala.ledger.debit;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import network.mandala.ledger.account.LockedAccount;
import network.mandala.ledger.price.PriceList;
import network.mandala.ledger.usage.MeterItem;
import network.mandala.ledger.usage.Window;

/**
 * What has to be known to charge a batch; its accounts are locked.
 *
 * @param accounts by project
 * @param prices in force at the start of each window
 * @param carries of each project's items; one that is not in it is 0
 * @param charged the windows that were charged, of each project's items, as far as the batch may
 *     touch them
 * @param now when it is charged
 */
record Books(
    Map<String, LockedAccount> accounts,
    Map<Instant, PriceList> prices,
    Map<Key, Long> carries,
    Map<Key, List<Window>> charged,
    Instant now) {
  /** An item of a project. */
  record Key(String projectId, MeterItem item) {}

  static Collection<String> projectsOf(List<DebitWindow> batch) {
    var projects = new TreeSet<String>();
    batch.forEach(debit -> projects.add(debit.projectId()));
    return projects;
  }
}
