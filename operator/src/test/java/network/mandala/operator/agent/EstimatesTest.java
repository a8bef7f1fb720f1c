package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import network.mandala.crds.project.PodSecurity;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.price.PriceList;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;
import network.mandala.operator.config.NodeConfig;
import network.mandala.operator.funding.ProjectFunds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices of five minutes: 1000 for a core, 500 for a GiB, 10 for a GiB of disk, 5000 for a GPU. */
class EstimatesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          resources: {cpu: '1', memory: 1Gi}                                       | 18000  | 18000
          resources: {cpu: 100m, memory: 128Mi}                                    | 1956   | 1956
          resources: {cpu: 1m, memory: 1Mi}                                        | 24     | 24
          {resources: {cpu: '1', memory: 1Gi}, scaling: {min: 2, max: 10}}         | 36000  | 180000
          {resources: {cpu: '1', memory: 1Gi}, scaling: {max: 10, replicas: 3}}    | 54000  | 54000
          {resources: {cpu: '1', memory: 1Gi, gpu: 2}}                             | 138000 | 138000
          {resources: {cpu: '1', memory: 1Gi}, storage: {size: 10Gi}}              | 19200  | 19200
          {suspend: true, storage: {size: 10Gi}}                                   | 1200   | 1200
          {suspend: true}                                                          | 0      | 0
          resources: {cpu: 999999999999999P, memory: 1Gi}                          | 9223372036854775807 | 9223372036854775807
          """)
  void isWhatIsBilledForWhatIsGuaranteed(String spec, long min, long max) {
    var estimate = Estimates.of(AnAgent.asking(spec).seen());

    assertThat(estimate.satoshisPerHourMin()).isEqualTo(min);
    assertThat(estimate.satoshisPerHourMax()).isEqualTo(max);
  }

  @Test
  void isByTheLedgersPricesWhereThereIsALedger() {
    var list =
        new PriceList(
            1, Instant.EPOCH, Map.of(MeterItem.of(Meter.CPU), new Millisatoshis(12_000_000)));
    var agent = AnAgent.asking("{resources: {cpu: 500m}, scaling: {min: 1, max: 3}}");

    var estimate = Estimates.of(agent.priced(list).seen());

    assertThat(estimate.satoshisPerHourMin()).isEqualTo(6000);
    assertThat(estimate.satoshisPerHourMax()).isEqualTo(18_000);
  }

  @Test
  void staysWhileTheLedgerDoesNotTellItsPrices() {
    var metered =
        new ProjectSeen.Open(
            "demo",
            "uid",
            PodSecurity.RESTRICTED,
            "",
            new ProjectFunds(ProjectFunds.Stage.RUNNING, null));

    assertThat(Estimates.of(AnAgent.asking("{}").in(metered).seen())).isNull();
  }

  @Test
  void isAbsentWhereNothingIsCharged() {
    var node = AnAgent.NODE;
    var free =
        new Node(
            node.domain(),
            node.url(),
            node.ingress(),
            node.domains(),
            node.acme(),
            node.registryHost(),
            node.images(),
            new NodeConfig.Prices(0, 0, 0, 0, 0),
            node.build(),
            node.trustBundle(),
            node.gpuRuntimeClassName(),
            node.teeRuntimeClassName(),
            node.rolloutTimeout(),
            node.driftCheck(),
            node.funding());

    assertThat(Estimates.of(AnAgent.asking("{}").on(free).seen())).isNull();
  }
}
