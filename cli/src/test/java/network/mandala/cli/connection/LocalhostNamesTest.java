package network.mandala.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** The JVM has loaded the resolver from META-INF/services: these are ordinary look-ups. */
class LocalhostNamesTest {
  @Test
  void namesBelowLocalhostAreThisMachine() throws UnknownHostException {
    var address = InetAddress.getByName("hello.demo.LOCALHOST");

    assertThat(address.getHostAddress()).isEqualTo("127.0.0.1");
  }

  @Test
  void otherNamesAreLookedUpAsAlways() throws UnknownHostException {
    assertThat(InetAddress.getByName("127.0.0.9").isLoopbackAddress()).isTrue();
    assertThat(InetAddress.getByName("localhost").isLoopbackAddress()).isTrue();
    assertThatThrownBy(() -> InetAddress.getByName("notlocalhost.invalid"))
        .isInstanceOf(UnknownHostException.class);
  }
}
