package network.mandala.ledger.hold;

import java.time.Instant;
import java.util.Optional;
import network.mandala.ledger.money.Satoshis;

/**
 * Reserves money before work and takes what the work really cost. Each call may be repeated: it
 * does its work once and then answers the same.
 */
public interface Holds {
  /**
   * Sets money aside.
   *
   * @param amount more than zero
   * @param key names what it is for, at most 180 printable ASCII characters; the same again returns
   *     the first hold, as it is now
   * @throws InsufficientFunds if the balance is less; a hold never makes a debt
   */
  Hold reserve(String projectId, Satoshis amount, String key, Instant expiresAt);

  /**
   * Spends it, or a part: the rest goes back to the tenant.
   *
   * @param actual 0 to what was set aside
   * @throws HoldSettled if it was released, has expired, or was captured with another amount
   * @throws IllegalArgumentException if there is no such hold, or more should be spent than it has
   */
  Hold capture(long holdId, Satoshis actual, String reason, String actor);

  /**
   * Gives it back. One that has expired is back already, which is no error.
   *
   * @throws HoldSettled if it was captured
   */
  Hold release(long holdId);

  /**
   * Gives back all whose time is over.
   *
   * @return how many
   */
  int expire(Instant now);

  Optional<Hold> byId(long holdId);
}
