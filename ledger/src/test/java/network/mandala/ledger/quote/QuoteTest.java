package network.mandala.ledger.quote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import network.mandala.crds.agent.AgentSpec;
import network.mandala.crds.price.Estimate;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.price.PriceList;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quicktheories.WithQuickTheories;

/**
 * The prices of the older node: in an hour a core 12000, a GiB 6000, a GiB of disk 120 satoshis.
 */
class QuoteTest implements WithQuickTheories {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  static final PriceList PRICES =
      new PriceList(
          1,
          Instant.EPOCH,
          Map.of(
              MeterItem.of(Meter.CPU),
              new Millisatoshis(12_000_000),
              MeterItem.of(Meter.MEMORY),
              new Millisatoshis(6_000_000),
              MeterItem.of(Meter.DISK),
              new Millisatoshis(120_000),
              MeterItem.of(Meter.NETWORK),
              new Millisatoshis(200_000),
              new MeterItem(Meter.GPU, "nvidia.com/gpu"),
              new Millisatoshis(60_000_000),
              MeterItem.of(Meter.TEE),
              new Millisatoshis(36_000_000)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          resources: {cpu: '1', memory: 1Gi}                                                | 18000  | 18000
          {}                                                                                | 1950   | 4200
          resources: {cpu: '1', memory: 1Gi, cpuLimit: '2', memoryLimit: 2Gi}               | 18000  | 36000
          resources: {cpu: 1m, memory: 1Mi, memoryLimit: 1Mi}                               | 18     | 18
          {resources: {cpu: '1', memory: 1Gi}, scaling: {min: 2, max: 10}}                  | 36000  | 180000
          {resources: {cpu: '1', memory: 1Gi}, scaling: {max: 10, replicas: 3}}             | 54000  | 54000
          {resources: {cpu: '1', memory: 1Gi}, scaling: {min: 2, max: 4, sleep: {}}}        | 0      | 72000
          {resources: {cpu: '1', memory: 1Gi}, scaling: {replicas: 1, sleep: {}}}           | 18000  | 18000
          {resources: {cpu: '1', memory: 1Gi, gpu: 2}}                                      | 138000 | 138000
          {resources: {cpu: '1', memory: 1Gi}, storage: {size: 10Gi}}                       | 19200  | 19200
          {resources: {cpu: '1', memory: 1Gi}, frontend: {image: web, replicas: 2}}         | 18855  | 21480
          {resources: {cpu: '1', memory: 1Gi}, databases: {mysql: {}}}                      | 22200  | 22200
          {resources: {cpu: '1', memory: 1Gi}, databases: {redis: {size: 1Gi, memory: 1Gi}}} | 24720 | 24720
          {resources: {cpu: '1', memory: 1Gi}, databases: {mongo: {backup: {size: 10Gi}}}}  | 23400  | 23400
          {suspend: true, storage: {size: 10Gi}, databases: {mysql: {size: 10Gi}}}          | 2400   | 2400
          {scaling: {replicas: 0}, frontend: {image: web}}                                  | 0      | 0
          resources: {cpu: 999999999999999P, memory: 1Gi}                                   | 9223372036860776 | 9223372036860776
          """)
  void isWhatTheFewestAndTheMostPodsCost(String spec, long min, long max) throws Exception {
    var quote = Quote.of("a", spec(spec), PRICES, Circumstances.usual());

    assertThat(quote.estimate()).isEqualTo(new Estimate(min, max));
  }

  @Test
  void countsPodsThatCannotSleepOnThisNode() throws Exception {
    var spec = spec("{resources: {cpu: '1', memory: 1Gi}, scaling: {sleep: {}}}");

    var quote = Quote.of("a", spec, PRICES, new Circumstances(false, false));

    assertThat(quote.perHourMin()).isEqualTo(new Satoshis(18_000));
  }

  @Test
  void addsThePriceOfAConfidentialMachineToEachPod() throws Exception {
    var spec = spec("{resources: {cpu: '1', memory: 1Gi}, scaling: {min: 1, max: 2}}");

    var quote = Quote.of("a", spec, PRICES, new Circumstances(true, true));

    assertThat(quote.estimate()).isEqualTo(new Estimate(54_000L, 108_000L));
  }

  @Test
  void namesEachPartAndEachMeter() throws Exception {
    var spec =
        spec(
            "{resources: {cpu: 500m, memory: 1Gi}, scaling: {min: 1, max: 3}, databases: {redis:"
                + " {}}}");

    var quote = Quote.of("shop", spec, PRICES, Circumstances.usual());

    assertThat(quote.lines())
        .extracting(line -> line.part() + " " + line.item())
        .containsExactly("pods cpu", "pods memory", "redis cpu", "redis memory", "redis disk");
    assertThat(quote.lines().getFirst())
        .isEqualTo(
            new QuoteLine(
                "shop",
                "pods",
                MeterItem.of(Meter.CPU),
                new BigDecimal("0.500"),
                new BigDecimal("1.500"),
                new Millisatoshis(12_000_000),
                new Millisatoshis(6_000_000),
                new Millisatoshis(18_000_000)));
  }

  @Test
  void costsNothingWhereNothingHasAPrice() throws Exception {
    var free = new PriceList(1, Instant.EPOCH, Map.of());

    var quote = Quote.of("a", spec("{storage: {}}"), free, Circumstances.usual());

    assertThat(quote.estimate()).isEqualTo(new Estimate(0L, 0L));
  }

  @Test
  void ofSeveralAgentsIsRoundedOnce() throws Exception {
    var tiny = spec("resources: {cpu: 1m, memory: 1Mi, memoryLimit: 1Mi}");
    var one = Quote.of("a", tiny, PRICES, Circumstances.usual());
    var two = Quote.of("b", tiny, PRICES, Circumstances.usual());

    assertThat(one.plus(two).perHourMin()).isEqualTo(new Satoshis(36));
  }

  @Test
  void isNeverBelowTheExactCostAndLessThanASatoshiAndAMillisatoshiForEachLineAbove() {
    qt().forAll(
            integers().between(1, 64_000),
            integers().between(1, 1 << 20),
            integers().between(0, 10),
            integers().between(0, 90))
        .checkAssert(
            (milliCores, mebibytes, least, more) -> {
              var spec = specOf(milliCores, mebibytes, Math.max(1, least), more);
              var quote = Quote.of("a", spec, PRICES, Circumstances.usual());
              var exact =
                  new BigDecimal(milliCores)
                      .multiply(new BigDecimal("12"))
                      .add(
                          new BigDecimal(mebibytes)
                              .multiply(new BigDecimal("6000"))
                              .divide(new BigDecimal("1024")))
                      .multiply(new BigDecimal(Math.max(1, least)));
              var above = new BigDecimal(quote.perHourMin().value()).subtract(exact);
              assertThat(above).isGreaterThanOrEqualTo(BigDecimal.ZERO);
              assertThat(above).isLessThan(new BigDecimal("1.002"));
              assertThat(quote.perHourMax()).isGreaterThanOrEqualTo(quote.perHourMin());
            });
  }

  private static AgentSpec specOf(int milliCores, int mebibytes, int least, int more) {
    try {
      return spec(
          "{resources: {cpu: %dm, memory: %dMi}, scaling: {min: %d, max: %d}}"
              .formatted(milliCores, mebibytes, least, least + more));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static AgentSpec spec(String yaml) throws Exception {
    return YAML.readValue(yaml, AgentSpec.class);
  }
}
