package network.mandala.ledger.receipt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import network.mandala.identity.CanonicalJson;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.usage.MeterItem;
import network.mandala.ledger.usage.Window;

/** Receipts as canonical JSON. Integers are strings: a number in JSON is a double. */
final class ReceiptJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);
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

  /**
   * Reads the canonical JSON of a body.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  static ReceiptBody parseBody(String json) {
    var body = bodyOf(new Members(tree(json), "the body"));
    requireCanonical(json, body.json());
    return body;
  }

  /**
   * Reads the canonical JSON of a receipt.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  static Receipt parseReceipt(String json) {
    var members = new Members(tree(json), "the receipt");
    var receipt =
        new Receipt(
            bodyOf(new Members(members.get("body"), "body")),
            members.text("hash"),
            members.text("signature"),
            members.text("publicKey"));
    requireCanonical(json, receipt.json());
    return receipt;
  }

  private static JsonNode tree(String json) {
    try {
      return READER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not JSON", e);
    }
  }

  /** Members that nobody knows, another order, white space or another number: all differ here. */
  private static void requireCanonical(String given, String canonical) {
    if (!given.equals(canonical)) {
      throw new IllegalArgumentException(
          "it is not in the canonical form of RFC 8785, or has members that no receipt has");
    }
  }

  private static ReceiptBody bodyOf(Members members) {
    if (!FORMAT.equals(members.text("format"))) {
      throw new IllegalArgumentException("its format is not " + FORMAT);
    }
    var lines = new ArrayList<ReceiptLine>();
    for (var node : members.array("readings")) {
      lines.add(lineOf(new Members(node, "a reading")));
    }
    return new ReceiptBody(
        members.text("projectId"),
        members.number("sequence"),
        members.text("previousHash"),
        new Window(
            members.time("windowStart"), Duration.ofSeconds(members.number("windowSeconds"))),
        members.time("issuedAt"),
        lines,
        Millisatoshis.of(members.number("msat")),
        Millisatoshis.of(members.number("msatCarryBefore")),
        Satoshis.of(members.number("satoshis")),
        Millisatoshis.of(members.number("msatCarryAfter")),
        Satoshis.of(members.number("balanceAfter")));
  }

  private static ReceiptLine lineOf(Members members) {
    return new ReceiptLine(
        MeterItem.parse(members.text("item")),
        members.number("quantity"),
        Millisatoshis.of(members.number("price")),
        members.number("priceVersion"),
        members.number("carryBefore"),
        Millisatoshis.of(members.number("msat")),
        members.number("carryAfter"),
        members.text("evidence"));
  }

  /** The members of an object that has to have them. */
  private record Members(JsonNode node, String name) {
    JsonNode get(String member) {
      var value = node.get(member);
      if (value == null) {
        throw new IllegalArgumentException(name + " has no " + member);
      }
      return value;
    }

    String text(String member) {
      var value = get(member);
      if (!value.isTextual()) {
        throw new IllegalArgumentException(member + " of " + name + " is not a string");
      }
      return value.textValue();
    }

    long number(String member) {
      try {
        return Long.parseLong(text(member));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(member + " of " + name + " is no whole number", e);
      }
    }

    Instant time(String member) {
      try {
        return Instant.parse(text(member));
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(member + " of " + name + " is no time", e);
      }
    }

    JsonNode array(String member) {
      var value = get(member);
      if (!value.isArray()) {
        throw new IllegalArgumentException(member + " of " + name + " is not a list");
      }
      return value;
    }
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
