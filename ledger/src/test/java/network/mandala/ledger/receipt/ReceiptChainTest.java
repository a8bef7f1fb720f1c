package network.mandala.ledger.receipt;

import static network.mandala.ledger.Fixtures.CPU;
import static network.mandala.ledger.Fixtures.MEMORY;
import static network.mandala.ledger.Fixtures.NODE_KEY;
import static network.mandala.ledger.Fixtures.msat;
import static network.mandala.ledger.Fixtures.sat;
import static network.mandala.ledger.Fixtures.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import network.mandala.identity.PrivateKey;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.usage.Reading;
import network.mandala.ledger.usage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiptChainTest {
  private static final PrivateKey STRANGER = PrivateKey.parse("%064x".formatted(666));

  @Test
  void aChainAsTheNodeSignedItIsRight() {
    var verification = ReceiptChain.verify(chain(4), NODE_KEY.publicKey());

    assertThat(verification.problems()).isEmpty();
    assertThat(verification.ok()).isTrue();
    assertThat(verification.receipts()).isEqualTo(4);
    assertThat(verification.firstSequence()).isEqualTo(1);
    assertThat(verification.lastSequence()).isEqualTo(4);
    assertThat(verification.posted().toMillisatoshis().plus(chain(4).getLast().body().carryAfter()))
        .isEqualTo(verification.charged());
  }

  @Test
  void theEndOfAChainCanBeCheckedAlone() {
    var verification = ReceiptChain.verify(chain(4).subList(2, 4), NODE_KEY.publicKey());

    assertThat(verification.problems()).isEmpty();
    assertThat(verification.firstSequence()).isEqualTo(3);
  }

  @Test
  void nothingAtAllIsRight() {
    assertThat(ReceiptChain.verify(List.of(), NODE_KEY.publicKey()).ok()).isTrue();
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        lie("balance", b -> with(b, b.satoshis(), b.balanceAfter().plus(sat(1))), "it was changed"),
        lie("price", b -> withLine(b, l -> price(l, 2)), "is 0 msat and leaves"),
        lie("quantity", b -> withLine(b, l -> quantity(l, 1)), "cpu: (1 x"),
        lie("carry of an item", b -> withLine(b, l -> carry(l, 17)), "begins with a carry of 17"),
        lie("satoshis", b -> with(b, sat(5), b.balanceAfter()), "it says 5 sat"),
        lie("window twice", b -> inWindow(b, window(0)), "was charged already for a part of"),
        lie("sequence", b -> sequence(b, 7), "it follows receipt 1: some are missing"),
        lie("order", b -> sequence(b, 1), "it follows receipt 1: the order is wrong"),
        lie("previous hash", b -> previous(b, "f".repeat(64)), "as the hash before it"),
        lie("project", b -> project(b, "another"), "it is of project another"),
        lie("carry", b -> carryBefore(b, 5), "begins with a carry of 5 msat"));
  }

  /** The node itself lies, with a good signature: arithmetic and order give it away. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void aLieIsFoundWhoeverSignsIt(String what, UnaryOperator<ReceiptBody> lie, String message) {
    var receipts = new ArrayList<>(chain(3));
    var told = lie.apply(receipts.get(1).body());
    var changed = receipts.get(1);
    receipts.set(1, new Receipt(told, changed.hash(), changed.signature(), changed.publicKey()));

    var unsigned = ReceiptChain.verify(receipts, NODE_KEY.publicKey());

    assertThat(unsigned.problems())
        .anySatisfy(problem -> assertThat(problem.message()).contains("it was changed"))
        .anySatisfy(
            problem -> assertThat(problem.message()).contains("its signature is not of the node"));
    if (!message.equals("it was changed")) {
      receipts.set(1, Receipt.sign(told, NODE_KEY));
      var signed = ReceiptChain.verify(receipts, NODE_KEY.publicKey());
      assertThat(signed.problems())
          .anySatisfy(
              problem -> {
                assertThat(problem.sequence()).isEqualTo(told.sequence());
                assertThat(problem.message()).contains(message);
              });
    }
  }

  @Test
  void aChainSignedByAStrangerIsRefused() {
    var receipts = chain(1).stream().map(r -> Receipt.sign(r.body(), STRANGER)).toList();

    assertThat(ReceiptChain.verify(receipts, NODE_KEY.publicKey()).problems())
        .extracting(Verification.Problem::message)
        .anySatisfy(message -> assertThat(message).contains("it names the key"))
        .anySatisfy(message -> assertThat(message).contains("its signature is not"));
  }

  @Test
  void aReceiptThatIsLeftOutIsMissed() {
    var receipts = new ArrayList<>(chain(4));
    receipts.remove(1);

    assertThat(ReceiptChain.verify(receipts, NODE_KEY.publicKey()).problems())
        .first()
        .hasToString("receipt 3: it follows receipt 1: some are missing");
  }

  @Test
  void everyFlippedBitOfAFileIsDetected() {
    var file = file(chain(2));
    int detected = 0;

    for (int bit = 0; bit < file.length * 8; bit++) {
      var flipped = file.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      if (isWrong(flipped)) {
        detected++;
      }
    }

    assertThat(detected).isEqualTo(file.length * 8);
  }

  @Test
  void aFileThatEndsTooEarlyIsRefused() {
    var file = file(chain(2));

    assertThatThrownBy(() -> ReceiptFile.read(new ByteArrayInputStream(file, 0, file.length - 1)))
        .isInstanceOf(InvalidReceiptFile.class)
        .hasMessage("line 2 is no receipt: it does not end with a line feed: a part is missing");
  }

  @Test
  void theSameContentInAnotherFormIsRefused() {
    var line = chain(1).getFirst().json();

    for (var other :
        List.of(
            line.replace("{\"body\"", "{ \"body\""),
            line.replace("\"sequence\":\"1\"", "\"sequence\":\"01\""),
            line.replace("\"sequence\":\"1\"", "\"sequence\":1"),
            line.replace("Z\"", "z\""),
            line.replaceFirst("\\{", "{\"a\":\"b\","),
            line + " ",
            "[]",
            "")) {
      assertThatThrownBy(
              () ->
                  ReceiptFile.read(
                      new ByteArrayInputStream((other + "\n").getBytes(StandardCharsets.UTF_8))))
          .as(other)
          .isInstanceOf(InvalidReceiptFile.class)
          .hasMessageStartingWith("line 1 is no receipt: ");
    }
  }

  private static boolean isWrong(byte[] file) {
    try {
      var receipts = ReceiptFile.read(new ByteArrayInputStream(file));
      return receipts.size() != 2 || !ReceiptChain.verify(receipts, NODE_KEY.publicKey()).ok();
    } catch (InvalidReceiptFile e) {
      return true;
    }
  }

  private static byte[] file(List<Receipt> receipts) {
    var file = new ByteArrayOutputStream();
    ReceiptFile.write(receipts, file);
    return file.toByteArray();
  }

  /** Receipts as the node makes them, with carries of both kinds. */
  static List<Receipt> chain(int length) {
    var receipts = new ArrayList<Receipt>();
    var carry = Millisatoshis.ZERO;
    long cpuCarry = 0;
    long memoryCarry = 0;
    var balance = sat(100);
    var hash = ReceiptBody.NO_HASH;
    for (int n = 0; n < length; n++) {
      var cpu =
          ReceiptLine.of(
              new Reading(CPU, 1_000_000 + n, "{\"samples\":[1,2]}"), msat(5_000_001), 3, cpuCarry);
      var memory = ReceiptLine.of(Reading.of(MEMORY, 123_456_789), msat(777), 3, memoryCarry);
      var amount = cpu.amount().plus(memory.amount());
      var due = amount.plus(carry);
      balance = balance.minus(due.wholeSatoshis());
      var body =
          new ReceiptBody(
              "p1",
              n + 1,
              hash,
              window(n),
              window(n).end(),
              List.of(cpu, memory),
              amount,
              carry,
              due.wholeSatoshis(),
              due.remainder(),
              balance);
      var receipt = Receipt.sign(body, NODE_KEY);
      receipts.add(receipt);
      carry = due.remainder();
      cpuCarry = cpu.carryAfter();
      memoryCarry = memory.carryAfter();
      hash = receipt.hash();
    }
    return receipts;
  }

  private static Arguments lie(String what, UnaryOperator<ReceiptBody> lie, String message) {
    return Arguments.of(what, lie, message);
  }

  private static ReceiptBody with(ReceiptBody b, Satoshis satoshis, Satoshis balance) {
    return copy(
        b,
        b.projectId(),
        b.sequence(),
        b.previousHash(),
        b.window(),
        b.lines(),
        b.carryBefore(),
        satoshis,
        balance);
  }

  private static ReceiptBody withLine(ReceiptBody b, UnaryOperator<ReceiptLine> change) {
    var lines = List.of(change.apply(b.lines().getFirst()), b.lines().getLast());
    return copy(
        b,
        b.projectId(),
        b.sequence(),
        b.previousHash(),
        b.window(),
        lines,
        b.carryBefore(),
        b.satoshis(),
        b.balanceAfter());
  }

  private static ReceiptBody inWindow(ReceiptBody b, Window window) {
    return copy(
        b,
        b.projectId(),
        b.sequence(),
        b.previousHash(),
        window,
        b.lines(),
        b.carryBefore(),
        b.satoshis(),
        b.balanceAfter());
  }

  private static ReceiptBody sequence(ReceiptBody b, long sequence) {
    return copy(
        b,
        b.projectId(),
        sequence,
        b.previousHash(),
        b.window(),
        b.lines(),
        b.carryBefore(),
        b.satoshis(),
        b.balanceAfter());
  }

  private static ReceiptBody previous(ReceiptBody b, String hash) {
    return copy(
        b,
        b.projectId(),
        b.sequence(),
        hash,
        b.window(),
        b.lines(),
        b.carryBefore(),
        b.satoshis(),
        b.balanceAfter());
  }

  private static ReceiptBody project(ReceiptBody b, String project) {
    return copy(
        b,
        project,
        b.sequence(),
        b.previousHash(),
        b.window(),
        b.lines(),
        b.carryBefore(),
        b.satoshis(),
        b.balanceAfter());
  }

  private static ReceiptBody carryBefore(ReceiptBody b, long carry) {
    return copy(
        b,
        b.projectId(),
        b.sequence(),
        b.previousHash(),
        b.window(),
        b.lines(),
        msat(carry),
        b.satoshis(),
        b.balanceAfter());
  }

  private static ReceiptBody copy(
      ReceiptBody b,
      String project,
      long sequence,
      String previous,
      Window window,
      List<ReceiptLine> lines,
      Millisatoshis carryBefore,
      Satoshis satoshis,
      Satoshis balance) {
    return new ReceiptBody(
        project,
        sequence,
        previous,
        window,
        b.issuedAt(),
        lines,
        b.amount(),
        carryBefore,
        satoshis,
        b.carryAfter(),
        balance);
  }

  private static ReceiptLine price(ReceiptLine l, long price) {
    return new ReceiptLine(
        l.item(),
        l.quantity(),
        msat(price),
        l.priceVersion(),
        l.carryBefore(),
        l.amount(),
        l.carryAfter(),
        l.evidence());
  }

  private static ReceiptLine quantity(ReceiptLine l, long quantity) {
    return new ReceiptLine(
        l.item(),
        quantity,
        l.price(),
        l.priceVersion(),
        l.carryBefore(),
        l.amount(),
        l.carryAfter(),
        l.evidence());
  }

  private static ReceiptLine carry(ReceiptLine l, long carry) {
    return new ReceiptLine(
        l.item(),
        l.quantity(),
        l.price(),
        l.priceVersion(),
        carry,
        l.amount(),
        l.carryAfter(),
        l.evidence());
  }
}
