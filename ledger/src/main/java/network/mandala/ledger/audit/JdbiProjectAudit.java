package network.mandala.ledger.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.PublicKey;
import network.mandala.ledger.audit.AuditReport.Check;
import network.mandala.ledger.audit.AuditReport.Finding;
import network.mandala.ledger.receipt.JdbiReceipts;
import network.mandala.ledger.receipt.Receipt;
import network.mandala.ledger.receipt.ReceiptBody;
import network.mandala.ledger.receipt.ReceiptChain;
import org.jdbi.v3.core.Handle;

/** The books of one project, at one moment. */
final class JdbiProjectAudit {
  private static final int RECEIPTS_AT_ONCE = 1000;

  private final Handle tx;
  private final String projectId;
  private final List<Finding> findings = new ArrayList<>();
  private long entryCount;
  private long receiptCount;

  JdbiProjectAudit(Handle tx, String projectId) {
    this.tx = tx;
    this.projectId = projectId;
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  long entryCount() {
    return entryCount;
  }

  long receiptCount() {
    return receiptCount;
  }

  void balances() {
    entryCount = number("select count(*) from entry where project_id = :project");
    for (var column :
        List.of(
            "tenant_funds",
            "holds",
            "provider_revenue",
            "write_offs",
            "node_wallet",
            "adjustments")) {
      long balance = number("select " + column + " from account where project_id = :project");
      long sum =
          number("select coalesce(sum(" + column + "), 0) from entry where project_id = :project");
      if (balance != sum) {
        find(
            Check.BALANCES,
            column + " is " + balance + " sat, and its entries sum to " + sum + " sat");
      }
    }
  }

  void entries() {
    tx.createQuery(
            "select id from entry where project_id = :project and tenant_funds + holds +"
                + " provider_revenue + write_offs + node_wallet + adjustments <> 0")
        .bind("project", projectId)
        .mapTo(Long.class)
        .forEach(id -> find(Check.ENTRIES, "the lines of entry " + id + " do not sum to zero"));
  }

  void runningBalance() {
    tx.createQuery(
            "select id, balance_after, expected from (select id, balance_after,"
                + " sum(tenant_funds) over (order by id) as expected from entry where project_id"
                + " = :project) sums where balance_after <> expected limit 20")
        .bind("project", projectId)
        .map(
            (row, context) ->
                "entry "
                    + row.getLong("id")
                    + " says that "
                    + row.getLong("balance_after")
                    + " sat were there after it, and those up to it sum to "
                    + row.getBigDecimal("expected")
                    + " sat")
        .forEach(message -> find(Check.RUNNING_BALANCE, message));
  }

  void holds() {
    long held = number("select holds from account where project_id = :project");
    long open =
        number(
            "select coalesce(sum(amount), 0) from hold where project_id = :project and state ="
                + " 'OPEN'");
    if (held != open) {
      find(Check.HOLDS, held + " sat are held, and the open holds sum to " + open + " sat");
    }
  }

  void receipts() {
    try {
      verifyChain();
    } catch (IllegalArgumentException e) {
      find(Check.RECEIPTS, "a receipt cannot be read: " + e.getMessage());
    }
    compareCharges();
  }

  private void verifyChain() {
    var page = JdbiReceipts.of(tx, projectId, 1, RECEIPTS_AT_ONCE);
    if (!page.isEmpty()) {
      var chain = new ReceiptChain(key(page.getFirst()));
      Receipt last = page.getFirst();
      while (!page.isEmpty()) {
        page.forEach(chain::add);
        last = page.getLast();
        page = JdbiReceipts.of(tx, projectId, last.sequence() + 1, RECEIPTS_AT_ONCE);
      }
      var verification = chain.verification();
      receiptCount = verification.receipts();
      if (verification.firstSequence() != 1) {
        find(Check.RECEIPTS, "its first receipt is " + verification.firstSequence());
      }
      verification.problems().forEach(problem -> find(Check.RECEIPTS, problem.toString()));
      carries(chain);
    }
    var head = receiptCount == 0 ? ReceiptBody.NO_HASH : lastHash();
    if (number("select receipt_sequence from account where project_id = :project") != receiptCount
        || !text("select receipt_hash from account where project_id = :project").equals(head)) {
      find(Check.RECEIPTS, "the account does not name the newest of its receipts");
    }
  }

  private String lastHash() {
    return text(
        "select hash from receipt where project_id = :project order by sequence desc limit 1");
  }

  private PublicKey key(Receipt receipt) {
    try {
      return PublicKey.parse(receipt.publicKey());
    } catch (InvalidKey e) {
      throw new IllegalArgumentException("receipt 1 names no key: " + e.getMessage(), e);
    }
  }

  private void carries(ReceiptChain chain) {
    chain
        .carries()
        .forEach(
            (item, carry) -> {
              var stored =
                  tx.createQuery(
                          "select carry from remainder where project_id = :project and item ="
                              + " :item")
                      .bind("project", projectId)
                      .bind("item", item.text())
                      .mapTo(Long.class)
                      .findOne();
              if (!stored.equals(Optional.of(carry))) {
                find(
                    Check.CHARGES,
                    "the receipts left a carry of " + carry + " for " + item + ", not " + stored);
              }
            });
  }

  private void compareCharges() {
    long charges = number("select coalesce(sum(msat), 0) from charge where project_id = :project");
    long receipts =
        number("select coalesce(sum(msat), 0) from receipt where project_id = :project");
    long posted =
        number(
            "select coalesce(-sum(tenant_funds), 0) from entry where project_id = :project and"
                + " kind = 'DEBIT'");
    long carry = number("select msat_carry from account where project_id = :project");
    if (charges != receipts) {
      find(
          Check.CHARGES,
          "its charges sum to " + charges + " msat, and its receipts to " + receipts + " msat");
    }
    if (posted * 1000 + carry != receipts) {
      find(
          Check.CHARGES,
          posted
              + " sat were posted and "
              + carry
              + " msat are carried, and its receipts sum to "
              + receipts
              + " msat");
    }
  }

  private long number(String sql) {
    return tx.createQuery(sql).bind("project", projectId).mapTo(Long.class).one();
  }

  private String text(String sql) {
    return tx.createQuery(sql).bind("project", projectId).mapTo(String.class).one();
  }

  private void find(Check check, String message) {
    findings.add(new Finding(check, projectId, message));
  }
}
