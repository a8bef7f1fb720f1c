package network.mandala.cli.ledger;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.stream.Stream;
import network.mandala.cli.console.Table;
import network.mandala.ledger.price.PriceList;

/** One price of one list, as it is shown. */
@JsonPropertyOrder({"version", "effectiveFrom", "meter", "millisatoshis", "per"})
record PriceView(long version, String effectiveFrom, String meter, long millisatoshis, String per) {
  static Stream<PriceView> of(PriceList list) {
    return list.prices().entrySet().stream()
        .map(
            price ->
                new PriceView(
                    list.version(),
                    list.effectiveFrom().toString(),
                    price.getKey().text(),
                    price.getValue().value(),
                    price.getKey().meter().priceUnit()));
  }

  static String table(List<PriceView> prices) {
    if (prices.isEmpty()) {
      return "no prices yet: billing publishes the chart's at its start";
    }
    var table = new Table("VERSION", "FROM", "METER", "MSAT", "PER");
    for (PriceView price : prices) {
      table.row(
          String.valueOf(price.version),
          price.effectiveFrom,
          price.meter,
          String.valueOf(price.millisatoshis),
          price.per);
    }
    return table.toString();
  }
}
