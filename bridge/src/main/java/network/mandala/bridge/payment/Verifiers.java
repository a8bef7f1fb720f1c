package network.mandala.bridge.payment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import network.mandala.bridge.chain.Arc;
import network.mandala.bridge.chain.BlockHeadersService;
import network.mandala.crds.project.Network;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The verifier of each network. */
public final class Verifiers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Verifiers.class);
  private static final Duration HEADERS = Duration.ofSeconds(10);

  private final Verifier main;
  private final Verifier test;
  private final List<Runnable> closing;

  public Verifiers(Verifier main, Verifier test) {
    this(main, test, List.of());
  }

  private Verifiers(Verifier main, Verifier test, List<Runnable> closing) {
    this.main = main;
    this.test = test;
    this.closing = closing;
  }

  /**
   * @throws IOException if the file of a token cannot be read
   */
  public static Verifiers open(PaymentSettings settings) throws IOException {
    if (settings.trustsTests()) {
      log.warn(
          "TEST PAYMENTS ARE BELIEVED (payments.verifier: trusted-test): whoever writes a"
              + " transaction is credited with test satoshis that nobody paid");
      return trustedTest();
    }
    var closing = new ArrayList<Runnable>();
    return new Verifiers(
        chain("mainnet", settings.main(), settings.waitTime(), closing),
        chain("testnet", settings.test(), settings.waitTime(), closing),
        closing);
  }

  /** Test payments are believed, and none of real satoshis is taken. */
  static Verifiers trustedTest() {
    return new Verifiers(
        new Verifier.None(
            "This node believes test payments (payments.verifier: trusted-test), so it takes none"
                + " for projects of mainnet."),
        new Verifier.TrustedTest());
  }

  private static Verifier chain(
      String network, PaymentSettings.Services services, Duration wait, List<Runnable> closing)
      throws IOException {
    if (services == null) {
      return new Verifier.None("This node takes no payments on " + network + ".");
    }
    var arc = new Arc(services.arc(), token(services.arcToken()), wait);
    closing.add(arc::close);
    var headers =
        new BlockHeadersService(services.headers(), token(services.headersToken()), HEADERS);
    closing.add(headers::close);
    return new Verifier.Chain(arc, headers);
  }

  private static String token(Path file) throws IOException {
    return file == null ? "" : Files.readString(file).strip();
  }

  public Verifier of(Network network) {
    return network == Network.TEST ? test : main;
  }

  @Override
  public void close() {
    closing.forEach(Runnable::run);
  }
}
