package network.mandala.ledger.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceListJsonTest {

  private static final PriceList LIST =
      new PriceList(
          3,
          Instant.parse("2026-01-01T00:00:00Z"),
          Map.of(
              MeterItem.of(Meter.MEMORY),
              new Millisatoshis(6_000_000),
              MeterItem.of(Meter.CPU),
              new Millisatoshis(12_000_000),
              new MeterItem(Meter.GPU, "nvidia.com/gpu"),
              new Millisatoshis(60_000_000)));

  private static final String TEXT =
      "{\"version\":3,\"effectiveFrom\":\"2026-01-01T00:00:00Z\",\"prices\":"
          + "{\"cpu\":12000000,\"gpu/nvidia.com/gpu\":60000000,\"memory\":6000000}}";

  @Test
  void hasOneTextForAList() {
    assertThat(PriceListJson.write(LIST)).isEqualTo(TEXT);
  }

  @Test
  void readsWhatItWrites() {
    assertThat(PriceListJson.read(TEXT)).isEqualTo(LIST);
  }

  @Test
  void leavesAloneWhatANewerNodeAdds() {
    assertThat(PriceListJson.read(TEXT.replaceFirst("\\{", "{\"note\":\"x\","))).isEqualTo(LIST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                                                          | no version
          <html>                                                                      | not JSON
          {"version":1.5}                                                             | no version
          {"version":1}                                                               | no prices
          {"version":1,"prices":{}}                                                   | no effectiveFrom
          {"version":1,"version":2}                                                   | not JSON
          {"version":1,"effectiveFrom":"2026-01-01T00:00:00Z","prices":{"cpu":-1}}    | the price of cpu is -1
          {"version":1,"effectiveFrom":"2026-01-01T00:00:00Z","prices":{"cpu":"1"}}   | the price of cpu is "1"
          {"version":1,"effectiveFrom":"2026-01-01T00:00:00Z","prices":{"cpu":1e30}}  | the price of cpu is
          """)
  void saysWhatIsWrong(String text, String words) {
    assertThatThrownBy(() -> PriceListJson.read(text == null ? "" : text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}
