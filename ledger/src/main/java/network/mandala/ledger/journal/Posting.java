package network.mandala.ledger.journal;

import java.util.regex.Pattern;
import network.mandala.ledger.account.Amounts;

/**
 * An entry that is to be made.
 *
 * @param key its idempotency key
 * @param kind why
 * @param projectId whose
 * @param lines what moves
 * @param reason for people, at most 500 characters
 * @param actor who or what does it, at most 200 characters
 */
public record Posting(
    String key, EntryKind kind, String projectId, Amounts lines, String reason, String actor) {
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,190}");

  public Posting {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "an idempotency key is 1 to 190 printable ASCII characters without spaces");
    }
    checkLength("reason", reason, 500);
    checkLength("actor", actor, 200);
  }

  private static void checkLength(String field, String text, int most) {
    if (text.codePointCount(0, text.length()) > most) {
      throw new IllegalArgumentException(
          field + ": must have at most " + most + " characters, has " + text.length());
    }
  }

  @Override
  public String toString() {
    return kind + " of " + lines.tenantFunds() + " sat for project " + projectId;
  }
}
