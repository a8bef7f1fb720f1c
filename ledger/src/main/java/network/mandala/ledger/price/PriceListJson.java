package network.mandala.ledger.price;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.usage.MeterItem;

/**
 * A price list as text: what the operator shows to everybody in a ConfigMap and {@code mandala
 * quote} reads.
 *
 * <pre>
 * {"version":3,"effectiveFrom":"2026-01-01T00:00:00Z","prices":{"cpu":12000000,"gpu/nvidia.com/gpu":60000000}}
 * </pre>
 *
 * <p>Prices are millisatoshis for the unit of their meter: an hour of a core, of a GiB, of a GPU,
 * of a VM; a GiB of network traffic; a thousand tokens.
 */
public final class PriceListJson {

  /** Name of the ConfigMap, in the namespace of the node's own parts. */
  public static final String CONFIG_MAP = "mandala-prices";

  /** The key in it that has this text. */
  public static final String KEY = "prices.json";

  private static final int LONGEST = 1 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  static {
    JSON.getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxDocumentLength(LONGEST)
                .maxNestingDepth(4)
                .maxNumberLength(20)
                .build());
  }

  private PriceListJson() {}

  /** Same list, same text: keys in order, no spaces. */
  public static String write(PriceList list) {
    var prices = new TreeMap<String, Long>();
    list.prices().forEach((item, price) -> prices.put(item.text(), price.value()));
    var document = JSON.createObjectNode();
    document.put("version", list.version());
    document.put("effectiveFrom", list.effectiveFrom().toString());
    var map = document.putObject("prices");
    prices.forEach(map::put);
    return document.toString();
  }

  /**
   * Fields that it does not know are left alone, for those who are older than the list.
   *
   * @throws IllegalArgumentException with what is wrong with the text
   */
  public static PriceList read(String text) {
    JsonNode document;
    try {
      document = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the price list is not JSON: " + e.getOriginalMessage(), e);
    }
    var version = document.path("version");
    if (!version.isIntegralNumber() || !version.canConvertToLong()) {
      throw new IllegalArgumentException("the price list has no version, which is an integer");
    }
    if (!document.path("prices").isObject()) {
      throw new IllegalArgumentException("the price list has no prices, which is an object");
    }
    return new PriceList(
        version.longValue(), effectiveFrom(document), prices(document.path("prices")));
  }

  private static Instant effectiveFrom(JsonNode document) {
    try {
      return Instant.parse(document.path("effectiveFrom").asText());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "the price list has no effectiveFrom, which is a time (RFC 3339)", e);
    }
  }

  private static Map<MeterItem, Millisatoshis> prices(JsonNode object) {
    var prices = new HashMap<MeterItem, Millisatoshis>();
    object
        .properties()
        .forEach(
            entry -> {
              var price = entry.getValue();
              if (!price.isIntegralNumber() || !price.canConvertToLong() || price.longValue() < 0) {
                throw new IllegalArgumentException(
                    "the price of %s is %s: it must be an integer of at least 0"
                        .formatted(entry.getKey(), price));
              }
              prices.put(MeterItem.parse(entry.getKey()), new Millisatoshis(price.longValue()));
            });
    return prices;
  }
}
