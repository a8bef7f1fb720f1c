package network.mandala.gateway.payment;

import java.time.Instant;
import java.util.List;
import network.mandala.gateway.call.InferenceRequest;
import network.mandala.gateway.call.Refused;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.fedai.EnvelopePublicKey;
import network.mandala.identity.fedai.KeyProfile;

/**
 * Whether a receipt pays for a call: pure. Beyond what the older node looks at, a receipt proves
 * its payment by the preimage, is of now, and comes to the price.
 */
final class ReceiptCheck {
  private static final String ROUTER_FEE = "router-fee";
  private static final double BASIS_POINTS = 10_000;

  private ReceiptCheck() {}

  /**
   * The receipt of this call.
   *
   * @param price in satoshis
   * @throws Refused with the word for what is wrong
   */
  static Receipt require(
      InferenceRequest request,
      String nodeId,
      KeyProfile profile,
      long price,
      Instant now,
      PaymentSettings settings) {
    var receipt =
        Receipt.addressedTo(nodeId, request.receipts())
            .orElseThrow(() -> new Refused(402, "payment-required"));
    if (!(receipt.amountSats() >= 1) || receipt.amountSats() != Math.rint(receipt.amountSats())) {
      throw new Refused(400, "payment-amount-invalid");
    }
    if (!receipt.requestId().equals(request.requestId())) {
      throw new Refused(400, "payment-request-mismatch");
    }
    requireSignature(receipt, profile);
    requireSplits(receipt, settings);
    if (receipt.preimage().isEmpty()) {
      throw new Refused(400, "preimage-required");
    }
    if (!receipt.hasPreimageOfItsHash()) {
      throw new Refused(
          400, "payment-proof-missing", List.of("paymentHash: is not that of the preimage"));
    }
    if (Math.abs(now.toEpochMilli() - receipt.paidAtMs()) > settings.life().toMillis()) {
      throw new Refused(
          400, "invalid-payment-receipt", List.of("paidAtMs: is too long ago, or to come"));
    }
    if (receipt.amountSats() < price) {
      throw new Refused(
          400, "payment-amount-invalid", List.of("amountSats: the price is " + price));
    }
    return receipt;
  }

  private static void requireSignature(Receipt receipt, KeyProfile profile) {
    try {
      var key = EnvelopePublicKey.parse(profile, receipt.envelope().keyId());
      if (receipt.envelope().isSignedBy(key)) {
        return;
      }
    } catch (InvalidKey e) {
      throw new Refused(401, "invalid-payment-receipt-signature");
    }
    throw new Refused(401, "invalid-payment-receipt-signature");
  }

  private static void requireSplits(Receipt receipt, PaymentSettings settings) {
    if (receipt.splits().isEmpty()) {
      return;
    }
    double total = 0;
    double fee = 0;
    for (var split : receipt.splits()) {
      total += split.amountSats();
      fee += split.role().equals(ROUTER_FEE) ? split.amountSats() : 0;
    }
    if (total != receipt.amountSats()) {
      throw new Refused(400, "payment-split-total-mismatch");
    }
    double share = (total - fee) * settings.mostFeeBasisPoints() / BASIS_POINTS;
    if (fee > settings.mostFeeSats() || fee > share) {
      throw new Refused(400, "router-fee-exceeds-cap");
    }
  }
}
