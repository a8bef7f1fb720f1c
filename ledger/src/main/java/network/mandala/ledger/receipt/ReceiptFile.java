package network.mandala.ledger.receipt;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Receipts in a file: canonical JSON, one line each that ends with a line feed, in their order,
 * UTF-8.
 */
public final class ReceiptFile {
  /** Far more than a receipt with a hundred items needs. */
  private static final int LONGEST_LINE = 1 << 20;

  private ReceiptFile() {}

  /**
   * Reads a file that {@link #write} made. Any other form of the same content is refused, so every
   * byte counts.
   *
   * @throws InvalidReceiptFile that says which line and why
   */
  public static List<Receipt> read(InputStream file) {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var receipts = new ArrayList<Receipt>();
    try (var in = new BufferedReader(new InputStreamReader(file, decoder))) {
      for (var line = line(in, 1); line != null; line = line(in, receipts.size() + 1)) {
        receipts.add(receipt(line, receipts.size() + 1));
      }
    } catch (CharacterCodingException e) {
      throw new InvalidReceiptFile(receipts.size() + 1, "it is not UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return receipts;
  }

  /** Writes them, one line each. */
  public static void write(List<Receipt> receipts, OutputStream file) {
    try {
      for (var receipt : receipts) {
        file.write((receipt.json() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Receipt receipt(String line, long number) {
    try {
      return ReceiptJson.parseReceipt(line);
    } catch (IllegalArgumentException e) {
      throw new InvalidReceiptFile(number, e.getMessage());
    }
  }

  /** Up to the next line feed; null at the end of the file. */
  private static String line(BufferedReader in, long number) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        if (line.isEmpty()) {
          return null;
        }
        throw new InvalidReceiptFile(number, "it does not end with a line feed: a part is missing");
      }
      if (line.length() == LONGEST_LINE) {
        throw new InvalidReceiptFile(number, "it is longer than " + LONGEST_LINE + " characters");
      }
      line.append((char) next);
    }
    return line.toString();
  }
}
