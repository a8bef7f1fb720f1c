package network.mandala.ledger.receipt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.usage.MeterItem;
import network.mandala.ledger.usage.Window;

/** Receipts as canonical JSON. Integers are strings: a number in JSON is a double. */
final class ReceiptJson {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);
  private static final int INITIAL_CAPACITY = 2048;
  private static final String FORMAT = "mandala-receipt-1";

  private ReceiptJson() {}

  static String body(ReceiptBody body) {
    var json = new StringBuilder(INITIAL_CAPACITY);
    body(json, body);
    return json.toString();
  }

  static String receipt(Receipt receipt) {
    var json = new StringBuilder(INITIAL_CAPACITY).append("{\"body\":");
    body(json, receipt.body());
    text(json, ",\"hash\":", receipt.hash());
    text(json, ",\"publicKey\":", receipt.publicKey());
    text(json, ",\"signature\":", receipt.signature());
    return json.append('}').toString();
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

  /** Members in their order, which is that of RFC 8785: it is written here for every debit. */
  private static void body(StringBuilder json, ReceiptBody body) {
    number(json, "{\"balanceAfter\":", body.balanceAfter().value());
    text(json, ",\"format\":", FORMAT);
    text(json, ",\"issuedAt\":", body.issuedAt().toString());
    number(json, ",\"msat\":", body.amount().value());
    number(json, ",\"msatCarryAfter\":", body.carryAfter().value());
    number(json, ",\"msatCarryBefore\":", body.carryBefore().value());
    text(json, ",\"previousHash\":", body.previousHash());
    text(json, ",\"projectId\":", body.projectId());
    json.append(",\"readings\":[");
    var separator = "";
    for (var line : body.lines()) {
      json.append(separator);
      line(json, line);
      separator = ",";
    }
    number(json, "],\"satoshis\":", body.satoshis().value());
    number(json, ",\"sequence\":", body.sequence());
    number(json, ",\"windowSeconds\":", body.window().length().toSeconds());
    text(json, ",\"windowStart\":", body.window().start().toString());
    json.append('}');
  }

  private static void line(StringBuilder json, ReceiptLine line) {
    number(json, "{\"carryAfter\":", line.carryAfter());
    number(json, ",\"carryBefore\":", line.carryBefore());
    number(json, ",\"divisor\":", line.item().meter().divisor());
    text(json, ",\"evidence\":", line.evidence());
    text(json, ",\"item\":", line.item().text());
    number(json, ",\"msat\":", line.amount().value());
    number(json, ",\"price\":", line.price().value());
    number(json, ",\"priceVersion\":", line.priceVersion());
    number(json, ",\"quantity\":", line.quantity());
    json.append('}');
  }

  private static void number(StringBuilder json, String name, long value) {
    json.append(name).append('"').append(value).append('"');
  }

  /** As RFC 8785 section 3.2.2.2 wants strings. */
  private static void text(StringBuilder json, String name, String value) {
    json.append(name).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ') {
            json.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }
}
