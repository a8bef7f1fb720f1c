package network.mandala.bridge.config;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.bridge.http.HttpSettings;
import network.mandala.bridge.limit.LimitSettings;
import network.mandala.bridge.limit.Rate;
import network.mandala.bridge.node.PublicFacts;
import network.mandala.bridge.payment.PaymentSettings;
import network.mandala.bridge.upload.UploadSettings;
import network.mandala.bridge.wallet.WalletSettings;
import network.mandala.builder.artifact.Limits;
import network.mandala.configuration.ConfigProblems;
import network.mandala.configuration.ConfigReader;

/**
 * Everything that a provider decides about the bridge.
 *
 * @param url how callers reach this node, without a slash at the end
 * @param sessionLength how long a caller needs no new handshake; requests are remembered as long
 * @param mostBodyBytes of a request that is not an upload
 * @param uploadUrlLife how long a deployment takes an upload
 * @param healthPort of health and metrics
 * @param auditKeep how long it is known who changed what
 * @param mostFreeProjects that one identity may own without money of their own; 0: any number
 * @param freeBalance satoshis; a project with no more has no money of its own
 * @param facts what anybody is told
 * @param dns who is asked whether a domain is a project's
 */
public record BridgeConfig(
    URI url,
    HttpSettings http,
    Duration sessionLength,
    int mostBodyBytes,
    Duration uploadUrlLife,
    UploadSettings upload,
    int healthPort,
    LimitSettings limits,
    Duration auditKeep,
    int mostFreeProjects,
    long freeBalance,
    PublicFacts facts,
    Dns dns,
    PaymentSettings payments,
    WalletSettings wallet,
    Secrets secrets) {

  /** The configuration's place in a container. */
  public static final Path FILE = Path.of("/etc/mandala/bridge.yaml");

  private static final int MEBIBYTE = 1 << 20;

  /**
   * Name servers.
   *
   * @param servers empty: those of the system
   * @param timeout of one question
   */
  public record Dns(List<InetSocketAddress> servers, Duration timeout) {}

  /**
   * Where the secrets are.
   *
   * @param ledger folder with the files url, user and password
   * @param nodeKey file with 64 hexadecimal digits: who the node is
   * @param sessionKeys file with a line of 64 hexadecimal digits for each key, the newest first
   */
  public record Secrets(Path ledger, int connections, Path nodeKey, Path sessionKeys) {}

  /**
   * Reads the file and the environment.
   *
   * @throws ConfigProblems when anything is missing, wrong or unknown
   * @throws IOException when the file cannot be read
   */
  public static BridgeConfig load(Path file, Map<String, String> environment) throws IOException {
    var in = new ConfigReader(Files.readString(file), environment);
    var config = read(in);
    in.failIfAnyProblem();
    return config;
  }

  static BridgeConfig read(ConfigReader in) {
    return new BridgeConfig(
        in.uri(
            "url",
            "http://localhost:7777",
            "how callers reach this node, without a slash at the end; upload addresses begin so"),
        readHttp(in),
        in.duration(
            "session.length",
            Duration.ofMinutes(15),
            "how long a caller needs no new handshake; requests are remembered as long"),
        in.intBetween(
            "http.mostBodyBytes",
            1024,
            64 * MEBIBYTE,
            MEBIBYTE,
            "most bytes of a request's body that is not an upload"),
        in.duration("upload.urlLife", Duration.ofHours(2), "how long a deployment takes an upload"),
        readUpload(in),
        in.intBetween("health.port", 0, 65535, 8081, "port of health and metrics"),
        new LimitSettings(
            rate(in, "identity", 100, 500, "calls of one identity"),
            rate(in, "address", 500, 2000, "calls from one address"),
            rate(in, "handshake", 20, 100, "handshakes from one address")),
        in.duration("audit.keep", Duration.ofDays(400), "how long it is known who changed what"),
        in.intBetween(
            "project.mostFree",
            0,
            1_000_000,
            10,
            "projects that one identity may own without money of their own; 0: any number"),
        in.longBetween(
            "project.freeBalance",
            0,
            1L << 50,
            0,
            "satoshis that a project may have and still have no money of its own: what new ones"
                + " are given"),
        PublicFacts.read(in),
        new Dns(
            in.nameServers(
                "domains.dns.servers", "name servers that are asked for the proofs of domains"),
            in.duration(
                "domains.dns.timeout", Duration.ofSeconds(3), "how long a name server may take")),
        PaymentsSection.read(in),
        WalletSection.read(in),
        new Secrets(
            Path.of(
                in.text(
                    "ledger.folder",
                    "/etc/mandala/ledger",
                    "folder with the files url, user and password of the ledger's database")),
            in.intBetween("ledger.connections", 1, 100, 10, "most connections to the database"),
            Path.of(
                in.text(
                    "nodeKeyFile",
                    "/etc/mandala/node-key/key",
                    "file with the key that the node is known by, 64 hexadecimal digits")),
            Path.of(
                in.text(
                    "session.keysFile",
                    "/etc/mandala/session-keys/keys",
                    "file with a line of 64 hexadecimal digits for each key that seals sessions,"
                        + " the newest first"))));
  }

  private static UploadSettings readUpload(ConfigReader in) {
    return new UploadSettings(
        Path.of(
            in.text(
                "upload.folder",
                "/tmp/uploads",
                "folder where uploads lie until they are in the registry; what is left of them is"
                    + " removed at the start")),
        (long) MEBIBYTE
            * in.intBetween(
                "upload.mostMebibytes", 1, 4096, 256, "most mebibytes of an upload, packed"),
        in.intBetween("upload.atOnce", 1, 100, 4, "uploads that are taken at the same time"),
        in.duration("upload.time", Duration.ofHours(2), "longest time for an upload"),
        Limits.DEFAULT.with(
            (long) MEBIBYTE
                * in.intBetween(
                    "upload.mostUnpackedMebibytes",
                    1,
                    16384,
                    (int) (Limits.DEFAULT.expandedBytes() / MEBIBYTE),
                    "most mebibytes of what is in an upload; the builder has its own limit"),
            in.intBetween(
                "upload.mostFiles",
                1,
                1_000_000,
                Limits.DEFAULT.files(),
                "most files in an upload; the builder has its own limit")));
  }

  private static Rate rate(ConfigReader in, String whose, int perSecond, int burst, String what) {
    return new Rate(
        in.intBetween(
            "limit." + whose + ".perSecond",
            0,
            1_000_000,
            perSecond,
            what + " in a second, for each replica; 0: any number"),
        in.intBetween(
            "limit." + whose + ".burst", 1, 1_000_000, burst, what + " at once, after a pause"));
  }

  private static HttpSettings readHttp(ConfigReader in) {
    var standard = HttpSettings.standard("0.0.0.0", 0);
    return new HttpSettings(
        in.text("http.host", standard.host(), "address to listen on"),
        in.intBetween("http.port", 0, 65535, 7777, "port to listen on"),
        in.intBetween(
            "http.mostHeaderBytes",
            16 << 10,
            8 * MEBIBYTE,
            standard.mostHeaderBytes(),
            "most bytes of a request's headers; a payment is in one"),
        in.intBetween(
            "http.mostConnections", 1, 100_000, standard.mostConnections(), "connections at once"),
        in.duration(
            "http.readTimeout",
            standard.readTimeout(),
            "longest time without a byte from a caller who has begun"),
        in.duration(
            "http.headerTime",
            standard.headerTime(),
            "longest time for the first line and the headers of a request"),
        in.cidrs(
            "http.trustedProxies",
            "ranges of proxies whose X-Forwarded-For is believed; of others it is not looked at"),
        in.duration(
            "http.bodyTime", standard.bodyTime(), "longest time for a body that is no upload"),
        in.duration(
            "http.drain",
            Duration.ofSeconds(5),
            "how long requests are still taken when the process ends: until nobody is sent to it"),
        in.duration(
            "http.grace", standard.grace(), "time for accepted requests when the process ends"));
  }
}
