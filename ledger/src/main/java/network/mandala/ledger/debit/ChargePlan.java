package network.mandala.ledger.debit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.mandala.identity.PrivateKey;
import network.mandala.ledger.account.Amounts;
import network.mandala.ledger.account.LockedAccount;
import network.mandala.ledger.account.Purpose;
import network.mandala.ledger.debit.Books.Key;
import network.mandala.ledger.journal.EntryKind;
import network.mandala.ledger.journal.Posted;
import network.mandala.ledger.journal.Posting;
import network.mandala.ledger.money.AmountOutOfRange;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.price.PriceList;
import network.mandala.ledger.project.UnknownProject;
import network.mandala.ledger.receipt.Receipt;
import network.mandala.ledger.receipt.ReceiptBody;
import network.mandala.ledger.receipt.ReceiptLine;
import network.mandala.ledger.usage.Reading;
import network.mandala.ledger.usage.Window;

/**
 * What charging a batch comes to: pure, from what the books say.
 *
 * @param receipts the new ones, by project and then time
 * @param postings of those that come to a satoshi or more
 * @param accounts as they are afterwards
 * @param carries that changed
 */
record ChargePlan(
    List<Receipt> receipts,
    List<Posted> postings,
    List<LockedAccount> accounts,
    Map<Key, Long> carries) {
  private static final Comparator<DebitWindow> ORDER =
      Comparator.comparing(DebitWindow::projectId).thenComparing(DebitWindow::window);

  static ChargePlan decide(List<DebitWindow> batch, Books books, PrivateKey nodeKey) {
    var work = new Work(books, nodeKey);
    batch.stream().sorted(ORDER).forEach(work::charge);
    return work.plan();
  }

  /** The books on their way through the batch. */
  private static final class Work {
    private final Books books;
    private final PrivateKey nodeKey;
    private final List<Receipt> receipts = new ArrayList<>();
    private final List<Posted> postings = new ArrayList<>();
    private final Map<String, LockedAccount> accounts = new LinkedHashMap<>();
    private final Map<Key, Long> carries = new LinkedHashMap<>();
    private final Map<Key, List<Window>> charged = new HashMap<>();

    Work(Books books, PrivateKey nodeKey) {
      this.books = books;
      this.nodeKey = nodeKey;
    }

    void charge(DebitWindow debit) {
      var account = accounts.get(debit.projectId());
      if (account == null) {
        account = books.accounts().get(debit.projectId());
      }
      if (account == null) {
        var unknown = new UnknownProject(debit.projectId());
        throw new Unchargeable(debit, unknown.getMessage(), unknown);
      }
      try {
        charge(debit, account);
      } catch (AmountOutOfRange e) {
        throw new Unchargeable(
            debit, e.getMessage(), new IllegalArgumentException(e.getMessage(), e));
      }
    }

    private void charge(DebitWindow debit, LockedAccount account) {
      var lines = lines(debit, books.prices().get(debit.window().start()));
      if (lines.isEmpty()) {
        return;
      }
      var amount = Millisatoshis.ZERO;
      for (var line : lines) {
        amount = amount.plus(line.amount());
      }
      var due = amount.plus(account.carry());
      var satoshis = due.wholeSatoshis();
      var posted =
          account.posted(Amounts.move(satoshis, Purpose.TENANT_FUNDS, Purpose.PROVIDER_REVENUE));
      var body =
          new ReceiptBody(
              debit.projectId(),
              account.receiptSequence() + 1,
              account.receiptHash(),
              debit.window(),
              books.now(),
              lines,
              amount,
              account.carry(),
              satoshis,
              due.remainder(),
              posted.balances().of(Purpose.TENANT_FUNDS));
      var receipt = Receipt.sign(body, nodeKey);
      receipts.add(receipt);
      accounts.put(debit.projectId(), posted.receipted(due.remainder(), receipt.hash()));
      if (satoshis.value() > 0) {
        postings.add(new Posted(posting(body), body.balanceAfter()));
      }
    }

    private List<ReceiptLine> lines(DebitWindow debit, PriceList prices) {
      var lines = new ArrayList<ReceiptLine>();
      debit.readings().stream()
          .sorted(Comparator.comparing(Reading::item))
          .forEach(
              reading -> {
                var key = new Key(debit.projectId(), reading.item());
                if (!isCharged(key, debit.window())) {
                  var line = line(reading, prices, key);
                  carries.put(key, line.carryAfter());
                  charged.computeIfAbsent(key, k -> new ArrayList<>()).add(debit.window());
                  lines.add(line);
                }
              });
      return lines;
    }

    /** What has no price is free. */
    private ReceiptLine line(Reading reading, PriceList prices, Key key) {
      var carry =
          carries.containsKey(key) ? carries.get(key) : books.carries().getOrDefault(key, 0L);
      return ReceiptLine.of(
          reading,
          prices.priceOf(reading.item()).orElse(Millisatoshis.ZERO),
          prices.version(),
          carry);
    }

    private boolean isCharged(Key key, Window window) {
      return overlapsAny(books.charged().get(key), window) || overlapsAny(charged.get(key), window);
    }

    private static boolean overlapsAny(List<Window> earlier, Window window) {
      return earlier != null && earlier.stream().anyMatch(window::overlaps);
    }

    private static Posting posting(ReceiptBody body) {
      return new Posting(
          "debit:" + body.projectId() + ":" + body.sequence(),
          EntryKind.DEBIT,
          body.projectId(),
          Amounts.move(body.satoshis(), Purpose.TENANT_FUNDS, Purpose.PROVIDER_REVENUE),
          "usage from "
              + body.window().start()
              + " to "
              + body.window().end()
              + ", receipt "
              + body.sequence(),
          "billing");
    }

    ChargePlan plan() {
      return new ChargePlan(receipts, postings, List.copyOf(accounts.values()), carries);
    }
  }
}
