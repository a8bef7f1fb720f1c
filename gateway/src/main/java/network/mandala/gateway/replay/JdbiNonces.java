package network.mandala.gateway.replay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import network.mandala.identity.Sha256;
import network.mandala.identity.fedai.Envelope;
import network.mandala.ledger.database.LedgerDatabase;

/**
 * The nonces of each key, in the ledger's database: all replicas know them, also after a restart.
 */
public final class JdbiNonces {
  /** How far the clock of a caller may be from ours, either way (section 3.2). */
  public static final Duration WINDOW = Duration.ofMinutes(5);

  private static final int AT_ONCE = 10_000;

  private final LedgerDatabase database;

  public JdbiNonces(LedgerDatabase database) {
    this.database = database;
  }

  /** Names a call for ever: a key uses a nonce once. */
  public static byte[] callOf(Envelope envelope) {
    return Sha256.of((envelope.keyId() + "\n" + envelope.nonce()).getBytes(StandardCharsets.UTF_8));
  }

  /** Whether an envelope is of now. */
  public static boolean isOfNow(Envelope envelope, Instant now) {
    return Math.abs(now.toEpochMilli() - envelope.ts()) <= WINDOW.toMillis();
  }

  /** Whether this call comes for the first time; it does not again. Its signature is checked. */
  public boolean isFirst(byte[] call, Instant now) {
    // An envelope from the future may come again until its own window is over.
    var until = now.plus(WINDOW.multipliedBy(2));
    return database.inOneStatement(
        handle ->
            handle
                    .createUpdate(
                        "insert ignore into gateway_nonce (call_id, expires_at) values (:call,"
                            + " :until)")
                    .bind("call", call)
                    .bind("until", time(until))
                    .execute()
                == 1);
  }

  /** Forgets those whose window is over. */
  public void forgetAll(Instant now) {
    int forgotten = AT_ONCE;
    while (forgotten == AT_ONCE) {
      forgotten =
          database.inTransaction(
              tx ->
                  tx.createUpdate(
                          "delete from gateway_nonce where expires_at < :now limit " + AT_ONCE)
                      .bind("now", time(now))
                      .execute());
    }
  }

  private static LocalDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDateTime();
  }
}
