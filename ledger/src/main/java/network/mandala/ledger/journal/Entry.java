package network.mandala.ledger.journal;

import java.time.Instant;
import network.mandala.ledger.money.Satoshis;

/**
 * One posting of the journal, never changed.
 *
 * @param id rises with every entry of the ledger, with gaps
 * @param key the idempotency key, unique in the ledger
 * @param kind why
 * @param projectId whose
 * @param amount how the tenant's funds changed: negative when they became less
 * @param balanceAfter the tenant's funds after it
 * @param reason for people
 * @param actor who or what did it
 * @param at when, by the database's clock
 */
public record Entry(
    long id,
    String key,
    EntryKind kind,
    String projectId,
    Satoshis amount,
    Satoshis balanceAfter,
    String reason,
    String actor,
    Instant at) {}
