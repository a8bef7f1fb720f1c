package network.mandala.ledger.hold;

import java.time.Instant;
import network.mandala.ledger.money.Satoshis;

/**
 * Money that is set aside.
 *
 * @param id names it
 * @param projectId whose
 * @param amount how much was set aside
 * @param key the idempotency key of {@link Holds#reserve}
 * @param state what became of it
 * @param captured how much of it was spent
 * @param expiresAt when it goes back by itself
 */
public record Hold(
    long id,
    String projectId,
    Satoshis amount,
    String key,
    HoldState state,
    Satoshis captured,
    Instant expiresAt) {}
