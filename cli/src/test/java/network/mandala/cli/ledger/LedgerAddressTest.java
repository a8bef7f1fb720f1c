package network.mandala.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import network.mandala.cli.console.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://mandala-ledger.mandala-system.svc:3306/ledger?sslMode=REQUIRED, 3306",
    "jdbc:mysql://mandala-ledger.other.svc/ledger, 3306",
    "jdbc:mysql://db.example.com:3306/ledger,",
    "jdbc:mysql://mandala-ledger.example.com:3306/ledger,",
    "'jdbc:mysql://a.example.com:3306,b.example.com:3306/ledger',"
  })
  void isReachedThroughTheApiServerWhereTheChartRunsIt(String url, Integer port) {
    assertThat(new LedgerAddress(url).ownPort().orElse(null)).isEqualTo(port);
  }

  @Test
  void keepsDatabaseAndParametersAtALocalPort() {
    var address =
        new LedgerAddress("jdbc:mysql://mandala-ledger.mandala-system.svc:3306/ledger?sslMode=X");

    assertThat(address.atLocalPort(40123).url())
        .isEqualTo("jdbc:mysql://127.0.0.1:40123/ledger?sslMode=X");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "postgres://x/y", "jdbc:mysql://", "jdbc:mysql:///ledger"})
  void refusesWhatIsNoUrlOfMySql(String url) {
    assertThatThrownBy(() -> new LedgerAddress(url))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("Secret mandala-ledger");
  }
}
