package network.mandala.cli.ledger;

import network.mandala.identity.PublicKey;
import network.mandala.ledger.receipt.Verification;

/**
 * What was proved, as it is shown.
 *
 * @param firstReceipt more than 1: what was before is not in the file
 */
record VerificationView(
    long receipts,
    long firstReceipt,
    long lastReceipt,
    long chargedMillisatoshis,
    long postedSatoshis,
    String nodeKey) {
  static VerificationView of(Verification result, PublicKey nodeKey) {
    return new VerificationView(
        result.receipts(),
        result.firstSequence(),
        result.lastSequence(),
        result.charged().value(),
        result.posted().value(),
        nodeKey.hex());
  }

  String text() {
    if (receipts == 0) {
      return "there are no receipts: nothing was charged yet. The node's key is " + nodeKey;
    }
    var words =
        "%d receipt(s), %d to %d, are right: usage of %d msat, %d sat posted, signed by %s"
            .formatted(
                receipts, firstReceipt, lastReceipt, chargedMillisatoshis, postedSatoshis, nodeKey);
    return firstReceipt == 1
        ? words
        : words + "\nreceipts 1 to %d are not among them".formatted(firstReceipt - 1);
  }
}
