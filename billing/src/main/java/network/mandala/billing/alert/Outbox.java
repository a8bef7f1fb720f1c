package network.mandala.billing.alert;

import java.time.Duration;
import java.util.List;

/**
 * Notices that are to be delivered, kept until they are. One that was claimed and is not settled
 * within the lease, because its process died, is claimed again: it may then arrive twice, with the
 * same id.
 */
interface Outbox {

  /** How long a claim lasts; longer than any attempt. */
  Duration LEASE = Duration.ofMinutes(5);

  /** Takes up to so many that are due; nobody else gets them while the lease lasts. */
  List<Delivery> claim(int most);

  void delivered(Delivery delivery);

  void retry(Delivery delivery, Duration delay, String why);

  void giveUp(Delivery delivery, String why);

  /** What there is in it. */
  Depth depth();

  /** Forgets what was settled long ago. */
  void forget();

  /**
   * @param waiting not delivered yet
   * @param oldest age of the oldest of them; zero when there is none
   * @param givenUp not delivered, and not tried again
   */
  record Depth(long waiting, Duration oldest, long givenUp) {}
}
