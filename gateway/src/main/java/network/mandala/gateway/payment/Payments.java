package network.mandala.gateway.payment;

import java.time.Duration;
import java.time.Instant;
import network.mandala.gateway.call.InferenceRequest;
import network.mandala.gateway.call.Refused;
import network.mandala.gateway.metering.JdbiMetering;
import network.mandala.gateway.metering.Payer;
import network.mandala.identity.fedai.KeyProfile;

/** Takes the receipts of clients, each once. Safe for any number of threads. */
public final class Payments {
  private final PaymentSettings settings;
  private final String nodeId;
  private final KeyProfile profile;
  private final SettlementQuestion question;
  private final JdbiMetering metering;

  public Payments(
      PaymentSettings settings, String nodeId, KeyProfile profile, JdbiMetering metering) {
    this.settings = settings;
    this.nodeId = nodeId;
    this.profile = profile;
    this.question = new SettlementQuestion(settings);
    this.metering = metering;
  }

  public boolean isRequired() {
    return settings.required();
  }

  public boolean isVerified() {
    return settings.isVerified();
  }

  /**
   * Takes the payment of a call, for as long as a runner may work on it.
   *
   * @param price in satoshis
   * @throws Refused if there is none, it is not good, or it was taken before
   */
  public Payer.Receipt take(
      InferenceRequest request, byte[] callId, long price, Instant now, Duration atWork) {
    var receipt = ReceiptCheck.require(request, nodeId, profile, price, now, settings);
    question.requireSettled(receipt);
    boolean first =
        metering.reserve(
            receipt.id(),
            receipt.payment(),
            callId,
            receipt.envelope().keyId(),
            (long) receipt.amountSats(),
            now,
            atWork);
    if (!first) {
      throw new Refused(400, "payment-receipt-reused");
    }
    return new Payer.Receipt(receipt.id());
  }
}
