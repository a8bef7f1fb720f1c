package network.mandala.ledger.receipt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import network.mandala.identity.PublicKey;
import network.mandala.identity.Sha256;
import network.mandala.ledger.money.AmountOutOfRange;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.price.Cost;
import network.mandala.ledger.receipt.Verification.Problem;
import network.mandala.ledger.usage.MeterItem;
import network.mandala.ledger.usage.Window;

/**
 * Checks the receipts of a project with nothing but the node's public key: each is unchanged and
 * signed, follows the one before, its arithmetic is right, and nothing is charged twice. Receipts
 * are given one after the other, so a chain of any length needs little memory.
 *
 * <p>Not for several threads.
 */
public final class ReceiptChain {
  private final PublicKey nodeKey;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<MeterItem, Long> carries = new HashMap<>();
  private final Map<MeterItem, ChargedTime> charged = new HashMap<>();
  private Receipt first;
  private Receipt last;
  private long count;
  private Millisatoshis chargedSum = Millisatoshis.ZERO;
  private Satoshis postedSum = Satoshis.ZERO;

  /**
   * @param nodeKey who signs
   */
  public ReceiptChain(PublicKey nodeKey) {
    this.nodeKey = nodeKey;
  }

  /** Checks receipts of one project, in their order. */
  public static Verification verify(List<Receipt> receipts, PublicKey nodeKey) {
    var chain = new ReceiptChain(nodeKey);
    receipts.forEach(chain::add);
    return chain.verification();
  }

  /** Checks the next one. */
  public void add(Receipt receipt) {
    checkSeal(receipt);
    checkPlace(receipt);
    checkLines(receipt);
    checkSums(receipt);
    if (first == null) {
      first = receipt;
    }
    last = receipt;
    count++;
  }

  /** What was found so far. */
  public Verification verification() {
    return new Verification(
        count,
        first == null ? 0 : first.sequence(),
        last == null ? 0 : last.sequence(),
        chargedSum,
        postedSum,
        problems);
  }

  /** What the newest charge of each item left. */
  public Map<MeterItem, Long> carries() {
    return Map.copyOf(carries);
  }

  private void checkSeal(Receipt receipt) {
    var bytes = receipt.body().json().getBytes(StandardCharsets.UTF_8);
    var hash = HexFormat.of().formatHex(Sha256.of(bytes));
    if (!hash.equals(receipt.hash())) {
      problem(
          receipt,
          "it was changed: the SHA-256 of its body is " + hash + ", it says " + receipt.hash());
    }
    if (!nodeKey.hex().equals(receipt.publicKey())) {
      problem(
          receipt, "it names the key " + receipt.publicKey() + ", the node's is " + nodeKey.hex());
    }
    if (!nodeKey.verify(bytes, signature(receipt))) {
      problem(receipt, "its signature is not of the node's key over this body");
    }
  }

  private static byte[] signature(Receipt receipt) {
    try {
      var bytes = HexFormat.of().parseHex(receipt.signature());
      return HexFormat.of().formatHex(bytes).equals(receipt.signature()) ? bytes : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private void checkPlace(Receipt receipt) {
    var body = receipt.body();
    if (last == null) {
      if (body.sequence() < 1) {
        problem(receipt, "a sequence begins with 1");
      } else if (body.sequence() == 1) {
        checkBeginning(receipt);
      }
      return;
    }
    if (!body.projectId().equals(last.projectId())) {
      problem(
          receipt,
          "it is of project " + body.projectId() + ", those before of " + last.projectId());
    }
    if (body.sequence() != last.sequence() + 1) {
      problem(
          receipt,
          "it follows receipt "
              + last.sequence()
              + (body.sequence() > last.sequence()
                  ? ": some are missing"
                  : ": the order is wrong"));
    }
    if (!body.previousHash().equals(last.hash())) {
      problem(
          receipt,
          "it names "
              + body.previousHash()
              + " as the hash before it, and receipt "
              + last.sequence()
              + " has "
              + last.hash());
    }
    if (!body.carryBefore().equals(last.body().carryAfter())) {
      problem(
          receipt,
          "it begins with a carry of "
              + body.carryBefore()
              + ", and receipt "
              + last.sequence()
              + " left "
              + last.body().carryAfter());
    }
  }

  private void checkBeginning(Receipt receipt) {
    if (!receipt.body().previousHash().equals(ReceiptBody.NO_HASH)) {
      problem(receipt, "the first receipt names a hash before it");
    }
    if (!receipt.body().carryBefore().equals(Millisatoshis.ZERO)) {
      problem(receipt, "the first receipt begins with a carry of " + receipt.body().carryBefore());
    }
  }

  private void checkLines(Receipt receipt) {
    if (receipt.body().lines().isEmpty()) {
      problem(receipt, "it charges nothing");
    }
    for (var line : receipt.body().lines()) {
      checkCost(receipt, line);
      checkCarry(receipt, line);
      var window = receipt.body().window();
      if (!charged.computeIfAbsent(line.item(), item -> new ChargedTime()).add(window)) {
        problem(receipt, line.item() + " was charged already for a part of " + text(window));
      }
    }
  }

  private void checkCost(Receipt receipt, ReceiptLine line) {
    try {
      var cost = Cost.of(line.item().meter(), line.quantity(), line.price(), line.carryBefore());
      if (!cost.amount().equals(line.amount()) || cost.carry() != line.carryAfter()) {
        problem(
            receipt,
            line.item()
                + ": ("
                + line.quantity()
                + " x "
                + line.price().value()
                + " + "
                + line.carryBefore()
                + ") / "
                + line.item().meter().divisor()
                + " is "
                + cost.amount()
                + " and leaves "
                + cost.carry()
                + "; it says "
                + line.amount()
                + " and "
                + line.carryAfter());
      }
    } catch (IllegalArgumentException | AmountOutOfRange e) {
      problem(receipt, line.item() + ": " + e.getMessage());
    }
  }

  private void checkCarry(Receipt receipt, ReceiptLine line) {
    var before = carries.put(line.item(), line.carryAfter());
    if (before == null && startsWithTheFirst(receipt)) {
      before = 0L;
    }
    if (before != null && before != line.carryBefore()) {
      problem(
          receipt,
          line.item()
              + " begins with a carry of "
              + line.carryBefore()
              + ", and its charge before left "
              + before);
    }
  }

  private boolean startsWithTheFirst(Receipt receipt) {
    return (first == null ? receipt : first).sequence() == 1;
  }

  private void checkSums(Receipt receipt) {
    var body = receipt.body();
    try {
      var sum = Millisatoshis.ZERO;
      for (var line : body.lines()) {
        sum = sum.plus(line.amount());
      }
      if (!sum.equals(body.amount())) {
        problem(receipt, "its readings sum to " + sum + ", it says " + body.amount());
      }
      var due = body.amount().plus(body.carryBefore());
      if (!due.wholeSatoshis().equals(body.satoshis())
          || !due.remainder().equals(body.carryAfter())) {
        problem(
            receipt,
            body.amount()
                + " and a carry of "
                + body.carryBefore()
                + " are "
                + due.wholeSatoshis()
                + " and leave "
                + due.remainder()
                + "; it says "
                + body.satoshis()
                + " and "
                + body.carryAfter());
      }
      chargedSum = chargedSum.plus(body.amount());
      postedSum = postedSum.plus(body.satoshis());
    } catch (AmountOutOfRange e) {
      problem(receipt, e.getMessage());
    }
  }

  private static String text(Window window) {
    return window.start() + " to " + window.end();
  }

  private void problem(Receipt receipt, String message) {
    problems.add(new Problem(receipt.sequence(), message));
  }
}
