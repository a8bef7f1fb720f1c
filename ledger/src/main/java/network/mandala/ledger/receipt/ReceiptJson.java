package network.mandala.ledger.receipt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import network.mandala.identity.CanonicalJson;

/** Receipts as canonical JSON. Integers are strings: a number in JSON is a double. */
final class ReceiptJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String FORMAT = "mandala-receipt-1";

  private ReceiptJson() {}

  static String body(ReceiptBody body) {
    return CanonicalJson.of(bodyNode(body).toString());
  }

  static String receipt(Receipt receipt) {
    var node =
        JSON.objectNode()
            .put("hash", receipt.hash())
            .put("publicKey", receipt.publicKey())
            .put("signature", receipt.signature());
    node.set("body", bodyNode(receipt.body()));
    return CanonicalJson.of(node.toString());
  }

  private static ObjectNode bodyNode(ReceiptBody body) {
    var lines = JSON.arrayNode();
    body.lines().forEach(line -> lines.add(line(line)));
    var node =
        JSON.objectNode()
            .put("format", FORMAT)
            .put("projectId", body.projectId())
            .put("sequence", Long.toString(body.sequence()))
            .put("previousHash", body.previousHash())
            .put("windowStart", body.window().start().toString())
            .put("windowSeconds", Long.toString(body.window().length().toSeconds()))
            .put("issuedAt", body.issuedAt().toString())
            .put("msat", Long.toString(body.amount().value()))
            .put("msatCarryBefore", Long.toString(body.carryBefore().value()))
            .put("satoshis", Long.toString(body.satoshis().value()))
            .put("msatCarryAfter", Long.toString(body.carryAfter().value()))
            .put("balanceAfter", Long.toString(body.balanceAfter().value()));
    node.set("readings", lines);
    return node;
  }

  private static ObjectNode line(ReceiptLine line) {
    return JSON.objectNode()
        .put("item", line.item().text())
        .put("quantity", Long.toString(line.quantity()))
        .put("price", Long.toString(line.price().value()))
        .put("priceVersion", Long.toString(line.priceVersion()))
        .put("divisor", Long.toString(line.item().meter().divisor()))
        .put("carryBefore", Long.toString(line.carryBefore()))
        .put("msat", Long.toString(line.amount().value()))
        .put("carryAfter", Long.toString(line.carryAfter()))
        .put("evidence", line.evidence());
  }
}
