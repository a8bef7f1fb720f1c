package network.mandala.bridge.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import network.mandala.bridge.payment.PaymentSettings;
import network.mandala.bridge.payment.PaymentSettings.Services;
import network.mandala.configuration.ConfigReader;

/** The keys that begin with payments. */
final class PaymentsSection {
  private static final String ARC = "arc";
  private static final String TRUSTED_TEST = "trusted-test";
  private static final long ALL_SATOSHIS = 2_100_000_000_000_000L;

  private PaymentsSection() {}

  static PaymentSettings read(ConfigReader in) {
    return new PaymentSettings(
        in.oneOf(
                "payments.verifier",
                List.of(ARC, TRUSTED_TEST),
                ARC,
                "who says that a payment is good: arc asks miners and block headers; trusted-test"
                    + " believes whoever writes a transaction, for projects of testnet only, and"
                    + " takes no payments on mainnet")
            .equals(TRUSTED_TEST),
        in.duration(
            "payments.prefixLife",
            Duration.ofMinutes(15),
            "how long a caller may take to pay after being asked"),
        in.longBetween(
            "payments.most", 1, ALL_SATOSHIS, ALL_SATOSHIS, "most satoshis of one payment"),
        in.duration(
            "payments.waitTime",
            Duration.ofSeconds(10),
            "how long a payment waits until a miner has seen it, at most 30s; later it is credited"
                + " without the caller"),
        services(in, "main", "mainnet"),
        services(in, "test", "testnet"));
  }

  private static Services services(ConfigReader in, String key, String network) {
    var prefix = "payments." + key + ".";
    var arc = in.text(prefix + "arcUrl", "", "ARC that payments of " + network + " go to");
    var arcToken =
        in.pathOrNull(prefix + "arcTokenFile", "file with the token for ARC of " + network);
    var headers =
        in.text(
            prefix + "headersUrl",
            "",
            "Block Headers Service that knows the longest chain of " + network);
    var headersToken =
        in.pathOrNull(
            prefix + "headersTokenFile", "file with the token for the headers of " + network);
    in.require(
        arc.isEmpty() == headers.isEmpty(),
        prefix + "arcUrl: must be given together with " + prefix + "headersUrl, or neither");
    in.require(isUrl(arc), prefix + "arcUrl: must be a URL that begins with http");
    in.require(isUrl(headers), prefix + "headersUrl: must be a URL that begins with http");
    return arc.isEmpty() || !isUrl(arc) || !isUrl(headers)
        ? null
        : new Services(URI.create(arc), arcToken, URI.create(headers), headersToken);
  }

  private static boolean isUrl(String text) {
    try {
      return text.isEmpty() || (URI.create(text).getHost() != null && text.matches("https?://.*"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
