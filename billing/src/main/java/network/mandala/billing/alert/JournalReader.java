package network.mandala.billing.alert;

import java.util.List;
import java.util.function.BiFunction;
import network.mandala.ledger.money.Satoshis;

/**
 * Reads what is new in the journal, project by project, once among all replicas. What is made of it
 * is stored in the same transaction that remembers how far was read.
 */
interface JournalReader {

  /** Projects whose account has changed since they were read, up to so many. */
  List<String> changed(int most);

  /**
   * Reads the new movements of these projects, and stores the deliveries that are made of them.
   * Projects that another replica reads at this moment are left to it.
   *
   * @param decide of a project, what is to be told; pure, for it may be asked several times
   * @return what was stored
   */
  List<Alert> read(List<String> projectIds, BiFunction<String, News, List<Alert>> decide);

  /**
   * What is new of a project.
   *
   * @param before the balance before
   */
  record News(Satoshis before, List<Movement> movements) {
    public News {
      movements = List.copyOf(movements);
    }
  }
}
