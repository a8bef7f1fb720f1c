package network.mandala.operator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import network.mandala.configuration.Trust;
import network.mandala.operator.testing.TestKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {

  @TempDir private Path ours;
  @TempDir private Path theirs;

  @BeforeEach
  void makeCertificates() {
    TestKeys.write(ours);
    TestKeys.write(theirs);
  }

  @Test
  void everyServerOfTheBundleIsBelieved() throws Exception {
    var bundle = ours.resolve("ca.crt");
    Files.write(
        bundle,
        List.of(
            Files.readString(ours.resolve("tls.crt")),
            Files.readString(theirs.resolve("tls.crt"))));

    assertThat(handshake(ours, Trust.in(bundle))).isTrue();
    assertThat(handshake(theirs, Trust.in(bundle))).isTrue();
  }

  @Test
  void noOtherServerIs() throws Exception {
    assertThat(handshake(theirs, Trust.in(ours.resolve("tls.crt")))).isFalse();
    assertThat(handshake(theirs, SSLContext.getDefault())).isFalse();
  }

  @Test
  void whatHoldsNoCertificateIsRefused() throws Exception {
    var empty = Files.writeString(ours.resolve("empty"), "");
    var damaged =
        Files.writeString(
            ours.resolve("damaged"),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

    assertThatThrownBy(() -> Trust.in(empty))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no certificate");
    assertThatThrownBy(() -> Trust.in(damaged))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be used");
  }

  /** Whether a client believes a server that has the key of a folder. */
  private static boolean handshake(Path server, SSLContext client) throws Exception {
    var factory = TestKeys.tls(server).getServerSocketFactory();
    try (var listening = (SSLServerSocket) factory.createServerSocket(0)) {
      var answering =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (var accepted = (SSLSocket) listening.accept()) {
                      accepted.startHandshake();
                      accepted.getOutputStream().write(1);
                    } catch (IOException refused) {
                      // The client hangs up when it does not believe us.
                    }
                  });
      try (var socket =
          (SSLSocket)
              client.getSocketFactory().createSocket("127.0.0.1", listening.getLocalPort())) {
        return socket.getInputStream().read() == 1;
      } catch (SSLException notBelieved) {
        return false;
      } finally {
        answering.join();
      }
    }
  }
}
