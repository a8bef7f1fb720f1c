package network.mandala.ledger.receipt;

import static network.mandala.ledger.Fixtures.NODE_KEY;
import static network.mandala.ledger.Fixtures.msat;
import static network.mandala.ledger.Fixtures.sat;
import static network.mandala.ledger.Fixtures.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;
import static org.quicktheories.generators.SourceDSL.strings;

import java.util.List;
import network.mandala.identity.CanonicalJson;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;
import org.junit.jupiter.api.Test;

class ReceiptJsonTest {
  @Test
  void whatIsWrittenIsTheCanonicalFormAndIsReadBack() {
    qt().withExamples(2000)
        .forAll(strings().allPossible().ofLengthBetween(0, 60), longs().all())
        .assuming((text, number) -> isUnicode(text))
        .checkAssert(
            (text, number) -> {
              var receipt = receipt(text, number);

              assertThat(receipt.json()).isEqualTo(CanonicalJson.of(receipt.json()));
              assertThat(receipt.body().json()).isEqualTo(CanonicalJson.of(receipt.body().json()));
              assertThat(ReceiptJson.parseReceipt(receipt.json())).isEqualTo(receipt);
              assertThat(ReceiptJson.parseBody(receipt.body().json())).isEqualTo(receipt.body());
            });
  }

  @Test
  void everyControlCharacterIsWrittenInTheOneForm() {
    var text = new StringBuilder();
    for (char c = 0; c < 0x100; c++) {
      text.append(c);
    }
    var receipt = receipt(text.toString(), 0);

    assertThat(receipt.json()).isEqualTo(CanonicalJson.of(receipt.json()));
  }

  private static Receipt receipt(String text, long number) {
    return Receipt.sign(
        new ReceiptBody(
            "project",
            number,
            ReceiptBody.NO_HASH,
            window(0),
            window(1).start(),
            List.of(
                new ReceiptLine(
                    MeterItem.of(Meter.GPU, "nvidia.com/gpu"),
                    number,
                    msat(number),
                    number,
                    number,
                    msat(number),
                    number,
                    text)),
            msat(number),
            msat(number),
            sat(number),
            msat(number),
            sat(number)),
        NODE_KEY);
  }

  private static boolean isUnicode(String text) {
    return text.codePoints()
        .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
  }
}
