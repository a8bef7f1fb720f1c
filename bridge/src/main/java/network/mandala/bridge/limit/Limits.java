package network.mandala.bridge.limit;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.identity.PublicKey;

/**
 * Refuses with 429 who asks more often than they may. In memory: each replica counts for itself.
 */
public final class Limits {
  private final Buckets identities;
  private final Buckets addresses;
  private final Buckets handshakes;

  public Limits(LimitSettings settings) {
    this(settings, System::nanoTime);
  }

  Limits(LimitSettings settings, LongSupplier nanos) {
    identities = new Buckets(settings.identity(), nanos);
    addresses = new Buckets(settings.address(), nanos);
    handshakes = new Buckets(settings.handshake(), nanos);
  }

  /**
   * For a call of which it is not known yet who makes it.
   *
   * @throws Refusal 429
   */
  public void call(String address) {
    refuse(addresses.take(Network.of(address)), "this address");
  }

  /**
   * For a call that is known to be of this identity; a name that is only claimed would let others
   * use it up.
   *
   * @throws Refusal 429
   */
  public void call(PublicKey identity) {
    refuse(identities.take(identity.hex()), "this identity");
  }

  /**
   * @throws Refusal 429
   */
  public void handshake(String address) {
    refuse(handshakes.take(Network.of(address)), "this address");
  }

  private static void refuse(OptionalLong seconds, String whose) {
    if (seconds.isPresent()) {
      throw new Refusal(
          Reply.error(
                  429,
                  "Too many requests of "
                      + whose
                      + "; try again in "
                      + seconds.getAsLong()
                      + " seconds")
              .with("retry-after", Long.toString(seconds.getAsLong())));
    }
  }
}
