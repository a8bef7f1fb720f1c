package network.mandala.bridge.payment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import network.mandala.bridge.chain.AtomicBeef;
import network.mandala.bridge.chain.InvalidChainData;
import network.mandala.bridge.http.Json;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.metric.PaymentResult;

/**
 * What a caller pays with: the header x-bsv-payment.
 *
 * @param bytes of the beef, as they came
 */
record PaymentHeader(String prefix, String suffix, AtomicBeef beef, byte[] bytes) {
  static final String NAME = "x-bsv-payment";

  /** Opaque text without blanks, as a blank is what separates the two. */
  private static final Pattern PART = Pattern.compile("[\\x21-\\x7e]{1,300}");

  /**
   * @throws PaymentRefused if it is anything else
   */
  static PaymentHeader parse(String header) {
    var json = json(header);
    var prefix = part(json, "derivationPrefix");
    var suffix = part(json, "derivationSuffix");
    try {
      var bytes = Base64.getDecoder().decode(json.path("transaction").asText(""));
      return new PaymentHeader(prefix, suffix, AtomicBeef.parse(bytes), bytes);
    } catch (InvalidChainData e) {
      throw new PaymentRefused(
          PaymentResult.MALFORMED, "The transaction is no AtomicBEEF: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new PaymentRefused(PaymentResult.MALFORMED, "The transaction is not base 64.");
    }
  }

  private static ObjectNode json(String header) {
    try {
      return Json.parseObject(header.getBytes(StandardCharsets.UTF_8));
    } catch (Refusal e) {
      throw new PaymentRefused(
          PaymentResult.MALFORMED, "The X-BSV-Payment header is not valid JSON.");
    }
  }

  private static String part(ObjectNode json, String name) {
    var text = json.path(name).asText("");
    if (!PART.matcher(text).matches()) {
      throw new PaymentRefused(
          PaymentResult.MALFORMED, "The X-BSV-Payment header has no " + name + ".");
    }
    return text;
  }
}
