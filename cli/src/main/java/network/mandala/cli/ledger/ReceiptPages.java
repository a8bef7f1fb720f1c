package network.mandala.cli.ledger;

import java.util.ArrayList;
import java.util.List;
import network.mandala.ledger.receipt.Receipt;
import network.mandala.ledger.receipt.Receipts;

/** All receipts of a project, fetched page by page. */
final class ReceiptPages {
  private static final int PAGE = 1000;

  private ReceiptPages() {}

  static List<Receipt> all(Receipts receipts, String projectId) {
    var all = new ArrayList<Receipt>();
    while (true) {
      long next = all.isEmpty() ? 1 : all.getLast().sequence() + 1;
      var page = receipts.of(projectId, next, PAGE);
      all.addAll(page);
      if (page.size() < PAGE) {
        return all;
      }
    }
  }
}
