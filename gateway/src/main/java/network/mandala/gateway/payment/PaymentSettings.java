package network.mandala.gateway.payment;

import java.net.URI;
import java.time.Duration;

/**
 * What receipts must be like.
 *
 * @param required whether callers without a project need one
 * @param life how long after its payment a receipt is taken
 * @param verifyUrl who is asked whether a payment was settled; empty: the preimage alone proves it
 * @param verifyTimeout of one question
 * @param verifyAttempts how often it is asked when nobody answers
 * @param mostFeeSats of a router, in satoshis
 * @param mostFeeBasisPoints of a router, in ten thousandths of the node's share
 */
public record PaymentSettings(
    boolean required,
    Duration life,
    URI verifyUrl,
    Duration verifyTimeout,
    int verifyAttempts,
    long mostFeeSats,
    int mostFeeBasisPoints) {
  boolean isVerified() {
    return !verifyUrl.toString().isEmpty();
  }
}
