package network.mandala.billing.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.billing.alert.AlertSettings;
import network.mandala.configuration.ConfigProblems;
import network.mandala.configuration.ConfigReader;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;

/**
 * Everything that a provider decides about billing.
 *
 * <p>In a pod: the file is {@code /etc/mandala/billing.yaml}, or what the variable {@code
 * MANDALA_CONFIG} names. The secrets are files: {@code /etc/mandala-ledger/url}, {@code user} and
 * {@code password}, and {@code /etc/mandala-node-key/key}. {@code GET /healthz}, {@code /readyz}
 * and {@code /metrics} are answered on {@code http.port}, 8081. The chart's values {@code prices}
 * can be given as they are. The process writes no file but below {@code /tmp}; it needs to reach
 * the ledger's database, Prometheus, DNS, and what alerts are sent to.
 *
 * @param namespacePrefix what the namespaces of projects begin with
 * @param prices per price unit of the meter
 */
public record BillingConfig(
    PrometheusServer prometheus,
    Sources sources,
    Windows windows,
    String namespacePrefix,
    Disk disk,
    Map<MeterItem, Millisatoshis> prices,
    LedgerFiles ledger,
    AlertSettings alerts,
    Duration auditInterval,
    Http http) {

  /** The configuration's place in a container. */
  public static final Path FILE = Path.of("/etc/mandala/billing.yaml");

  private static final long HIGHEST_PRICE = 1L << 53;

  /**
   * Whom to ask.
   *
   * @param url without {@code /api/v1/query}
   * @param caFile certificates by which it is believed; null: the usual ones
   * @param tokenFile read for each query; null: none
   * @param tenant what is sent in the tenant header; empty: no header
   * @param timeout of one answer, until its last byte
   */
  public record PrometheusServer(
      URI url,
      Path caFile,
      Path tokenFile,
      String tenant,
      String tenantHeader,
      Duration timeout,
      long maxAnswerBytes) {}

  /**
   * Label matchers of the scrapes that may be believed, as between the braces of PromQL. A tenant's
   * pod can export any metric, but cannot choose the labels of the scrape.
   *
   * @param cadvisor of the kubelets' /metrics/cadvisor
   * @param kubelet of the kubelets' /metrics
   * @param operator of Mandala's operator
   * @param pods of the one series for each pod, among those that cAdvisor has for a pod
   */
  public record Sources(String cadvisor, String kubelet, String operator, String pods) {}

  /**
   * What is charged at once, and when.
   *
   * @param length of a window; windows begin at multiples of it
   * @param staleness longest time between two samples of a thing that was there all the time
   * @param delay how long after that a window is read, for scrapes that come late
   * @param interval how often it is looked whether there is a window to charge
   * @param mostPerTick windows that are caught up with at a time
   * @param history how far back the last sample before a gap is looked for
   * @param writeOffAfter after how long what was not seen of a window is given up
   */
  public record Windows(
      Duration length,
      Duration staleness,
      Duration delay,
      Duration interval,
      int mostPerTick,
      Duration history,
      Duration writeOffAfter) {}

  /** What of a volume is charged. */
  public enum Disk {
    /** Its size, as claimed: from the operator. */
    REQUESTED,
    /** What is in it: from the kubelets, which know it for some kinds of volumes only. */
    USED
  }

  /**
   * Where the secrets are.
   *
   * @param folder with the files url, user and password
   * @param keyFile 64 hexadecimal digits
   */
  public record LedgerFiles(Path folder, Path keyFile, int connections) {}

  /** Health and metrics; 0 takes any free port. */
  public record Http(int port) {}

  /**
   * Reads the file and the environment.
   *
   * @throws ConfigProblems when anything is missing, wrong or unknown
   * @throws IOException when the file cannot be read
   */
  public static BillingConfig load(Path file, Map<String, String> environment) throws IOException {
    var in = new ConfigReader(Files.readString(file), environment);
    var config = read(in);
    in.failIfAnyProblem();
    return config;
  }

  /** Reads every key; problems stay in the reader. */
  public static BillingConfig read(ConfigReader in) {
    return new BillingConfig(
        readPrometheus(in),
        readSources(in),
        readWindows(in),
        in.text(
            "billing.namespacePrefix",
            "mandala-project-",
            "what the namespaces of projects begin with: only those are asked for"),
        readDisk(in),
        readPrices(in),
        new LedgerFiles(
            Path.of(
                in.text(
                    "ledger.folder",
                    "/etc/mandala-ledger",
                    "folder with the files url, user and password of the ledger's database")),
            Path.of(
                in.text(
                    "ledger.nodeKeyFile",
                    "/etc/mandala-node-key/key",
                    "file with the key that signs receipts, 64 hexadecimal digits")),
            in.intBetween("ledger.connections", 1, 100, 4, "most connections to the database")),
        AlertSettings.read(in),
        readAuditInterval(in),
        new Http(in.intBetween("http.port", 0, 65535, 8081, "port of health and metrics")));
  }

  private static Duration readAuditInterval(ConfigReader in) {
    var interval =
        in.duration(
            "audit.interval",
            Duration.ofHours(1),
            "how often all books are checked against each other, at least 1s");
    in.require(interval.toMillis() >= 1000, "audit.interval: must be at least 1s");
    return interval;
  }

  private static PrometheusServer readPrometheus(ConfigReader in) {
    return new PrometheusServer(
        in.uri("prometheus.url", "Prometheus, or what speaks its HTTP API; with a path prefix"),
        in.pathOrNull("prometheus.caFile", "PEM certificates by which it is believed"),
        in.pathOrNull("prometheus.tokenFile", "file with a bearer token, read for each query"),
        in.text("prometheus.tenant", "", "tenant that is sent along, as Mimir wants it"),
        in.text("prometheus.tenantHeader", "X-Scope-OrgID", "header for the tenant"),
        in.duration(
            "prometheus.timeout", Duration.ofSeconds(60), "longest time for a whole answer"),
        in.longBetween(
            "prometheus.maxAnswerBytes",
            1 << 16,
            1L << 34,
            1L << 29,
            "largest answer, bytes; it is not kept in memory"));
  }

  private static Sources readSources(ConfigReader in) {
    return new Sources(
        in.text(
            "prometheus.cadvisor",
            "job=\"cadvisor\"",
            "label matchers of the scrapes of kubelets' /metrics/cadvisor"),
        in.text(
            "prometheus.kubelet",
            "job=\"kubelet\"",
            "label matchers of the scrapes of kubelets' /metrics, for billing.disk: used"),
        in.text(
            "prometheus.operator",
            "namespace=\"mandala-system\",pod=~\"mandala-operator-.*\"",
            "label matchers of the scrapes of the operator"),
        in.text(
            "prometheus.pods",
            "container=\"\",image=\"\",pod!=\"\"",
            "label matchers of the one series of cAdvisor for each pod, for CPU and memory"));
  }

  private static Windows readWindows(ConfigReader in) {
    var windows =
        new Windows(
            in.duration(
                "billing.window",
                Duration.ofMinutes(5),
                "what is charged at once, whole seconds; windows begin at multiples of it"),
            in.duration(
                "billing.staleness",
                Duration.ofMinutes(2),
                "longest time between two samples of a thing that was there all the time; at least"
                    + " twice the interval of the scrapes"),
            in.duration(
                "billing.delay",
                Duration.ofSeconds(15),
                "how long after a window's end and the staleness it is read, for scrapes that come"
                    + " late"),
            in.duration(
                "billing.interval",
                Duration.ofSeconds(15),
                "how often it is looked whether there is a window to charge"),
            in.intBetween(
                "billing.windowsPerTick", 1, 288, 6, "windows that are caught up with at a time"),
            in.duration(
                "billing.history",
                Duration.ofHours(6),
                "how far back the last sample before a gap is looked for"),
            in.duration(
                "billing.writeOffAfter",
                Duration.ofHours(24),
                "after how long what was not seen of a window is given up"));
    long length = windows.length().toMillis();
    in.require(
        length % 1000 == 0 && length >= 1000 && length <= Duration.ofDays(1).toMillis(),
        "billing.window: must be whole seconds, 1s to 1d");
    in.require(
        windows.staleness().toMillis() >= 1000
            && windows.staleness().compareTo(Duration.ofHours(1)) <= 0,
        "billing.staleness: must be 1s to 1h");
    in.require(
        windows.history().compareTo(windows.staleness()) > 0,
        "billing.history: must be longer than billing.staleness");
    in.require(windows.interval().toMillis() >= 100, "billing.interval: must be at least 100ms");
    return windows;
  }

  private static Disk readDisk(ConfigReader in) {
    var disk =
        in.oneOf(
            "billing.disk",
            List.of("requested", "used"),
            "requested",
            "what of a volume is charged: its claimed size, or what is in it, which kubelets know"
                + " for some kinds of volumes only");
    return "used".equals(disk) ? Disk.USED : Disk.REQUESTED;
  }

  private static Map<MeterItem, Millisatoshis> readPrices(ConfigReader in) {
    var prices = new TreeMap<MeterItem, Millisatoshis>();
    price(in, prices, Meter.CPU, "prices.cpu", 12_000_000, "a core-hour");
    price(in, prices, Meter.MEMORY, "prices.memory", 6_000_000, "a GiB-hour of memory");
    price(in, prices, Meter.DISK, "prices.disk", 120_000, "a GiB-hour of volumes");
    price(in, prices, Meter.NETWORK, "prices.network", 200_000, "a GiB in or out");
    items(
        in,
        prices,
        Meter.GPU,
        "prices.gpu",
        Map.of("nvidia.com/gpu", 60_000_000L),
        "an hour of a device, by the name of the resource");
    price(in, prices, Meter.TEE, "prices.tee", 36_000_000, "an hour of a confidential machine");
    items(
        in, prices, Meter.TOKENS_IN, "prices.tokensIn", Map.of(), "1000 tokens read, by the model");
    items(
        in,
        prices,
        Meter.TOKENS_OUT,
        "prices.tokensOut",
        Map.of(),
        "1000 tokens written, by the model");
    return Map.copyOf(prices);
  }

  private static void price(
      ConfigReader in,
      Map<MeterItem, Millisatoshis> into,
      Meter meter,
      String key,
      long usual,
      String unit) {
    into.put(
        MeterItem.of(meter),
        Millisatoshis.of(
            in.longBetween(key, 0, HIGHEST_PRICE, usual, "millisatoshis for " + unit)));
  }

  private static void items(
      ConfigReader in,
      Map<MeterItem, Millisatoshis> into,
      Meter meter,
      String key,
      Map<String, Long> usual,
      String unit) {
    in.amounts(key, usual, "millisatoshis for " + unit + "; what is not named is free")
        .forEach(
            (item, amount) -> {
              try {
                into.put(MeterItem.of(meter, item), Millisatoshis.of(amount));
              } catch (IllegalArgumentException e) {
                in.require(false, key + ": " + e.getMessage());
              }
            });
  }
}
