package network.mandala.bridge.payment;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a provider decides about payments.
 *
 * @param trustsTests whether payments of test satoshis are believed without asking anybody
 * @param prefixLife how long a caller may take to pay after he was asked
 * @param most satoshis that are asked for at once
 * @param waitTime how long a payment's request waits until the network has seen it
 * @param main where payments of mainnet are checked; null: none are taken
 * @param test where payments of testnet are checked; null: none are taken
 */
public record PaymentSettings(
    boolean trustsTests,
    Duration prefixLife,
    long most,
    Duration waitTime,
    Services main,
    Services test) {

  /**
   * The services of one network.
   *
   * @param arcToken file with the token of ARC; null: it wants none
   * @param headersToken file with the token of the block headers service; null: it wants none
   */
  public record Services(URI arc, Path arcToken, URI headers, Path headersToken) {}
}
