package network.mandala.ledger.receipt;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import network.mandala.ledger.Fixtures;

/**
 * Any bytes at all, taken for a file of receipts: refused with a line and a reason, or read,
 * checked and written back as they were. An ordinary build runs the recorded inputs; {@code
 * JAZZER_FUZZ=1 mvn test -Dtest=ReceiptFileFuzzTest} looks for new ones.
 */
class ReceiptFileFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void isReadOrRefused(byte[] file) {
    try {
      var receipts = ReceiptFile.read(new ByteArrayInputStream(file));
      ReceiptChain.verify(receipts, Fixtures.NODE_KEY.publicKey());
      var written = new ByteArrayOutputStream();
      ReceiptFile.write(receipts, written);
      if (!Arrays.equals(file, written.toByteArray())) {
        throw new AssertionError("another file has the same receipts");
      }
    } catch (InvalidReceiptFile refused) {
      if (!refused.getMessage().startsWith("line ")) {
        throw new AssertionError("refused without a line", refused);
      }
    }
  }
}
