package network.mandala.ledger.change;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody asked for a change. What they sent is not here: it may hold secrets.
 *
 * @param identity compressed public key, 66 hexadecimal digits
 * @param action method and route, as {@code POST /api/v1/project/:id/addAdmin}
 * @param project its name; empty if it is about none
 * @param address from where
 * @param status of HTTP, by which it was answered; empty if the process ended before that, and the
 *     change may or may not have happened
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record Change(
    long id,
    Instant at,
    String identity,
    String action,
    Optional<String> project,
    String address,
    Optional<Integer> status) {}
