package network.mandala.bridge.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import network.mandala.crds.project.Network;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationTest {
  /** The first key there is, and the address that a block of 2009 pays. */
  @ParameterizedTest
  @CsvSource({
    "MAIN, 1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH, 751e76e8199196d454941c45d1b3a323f1433bd6",
    "TEST, mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r, 751e76e8199196d454941c45d1b3a323f1433bd6",
    "MAIN, 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa, 62e907b15cbf27d5425399ebf6f0fb50ebb88f18",
    "MAIN, 1111111111111111111114oLvT2, 0000000000000000000000000000000000000000"
  })
  void addressesAreRead(Network network, String address, String hash) {
    assertThat(HexFormat.of().formatHex(Destination.parse(address, network).script()))
        .isEqualTo("76a914" + hash + "88ac");
  }

  @Test
  void aKeyIsItsOwnAddressOnBothNetworks() {
    var key = WalletKey.anyone().publicKey().hex();

    assertThat(Destination.parse(key, Network.MAIN))
        .isEqualTo(Destination.parse("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH", Network.MAIN));
    assertThat(Destination.parse(key, Network.TEST))
        .isEqualTo(Destination.parse("mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r", Network.TEST));
  }

  @ParameterizedTest
  @CsvSource({
    "MAIN, mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r, other network",
    "TEST, 1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH, other network",
    "MAIN, 1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMJ, checksum",
    "MAIN, 1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAM, checksum",
    "MAIN, 11BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH, neither",
    "MAIN, 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy, hash of a key",
    "MAIN, 0BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH, neither",
    "MAIN, '', neither",
    "MAIN, 02zz, neither"
  })
  void whatIsNoneIsRefused(Network network, String text, String why) {
    assertThatThrownBy(() -> Destination.parse(text, network))
        .isInstanceOf(InvalidChainData.class)
        .hasMessageContaining(why);
  }

  /** Each single digit that is changed is found. */
  @Test
  void aDigitThatIsWrongIsFound() {
    var address = "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH";
    for (int i = 0; i < address.length(); i++) {
      var wrong = new StringBuilder(address);
      wrong.setCharAt(i, address.charAt(i) == '7' ? '8' : '7');
      assertThatThrownBy(() -> Destination.parse(wrong.toString(), Network.MAIN))
          .isInstanceOf(InvalidChainData.class);
    }
  }

  @FuzzTest(maxDuration = "10s")
  void anyTextIsReadOrRefused(FuzzedDataProvider data) {
    var text = data.consumeRemainingAsString();
    try {
      assertThat(Destination.parse(text, Network.MAIN).script()).hasSize(25);
    } catch (InvalidChainData e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }
}
