package network.mandala.operator.config;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.configuration.ConfigProblems;
import network.mandala.configuration.ConfigReader;

/** Everything that a provider decides about one installation. */
public record NodeConfig(
    String domain,
    Url url,
    Ingress ingress,
    Domains domains,
    Acme acme,
    Wildcard wildcard,
    Registry registry,
    Images images,
    Build build,
    Path trustBundleFile,
    Network network,
    Gpu gpu,
    Tee tee,
    Activator activator,
    Bridge bridge,
    Prices prices,
    MoneyConfig money,
    SporeConfig spores,
    Reconcile reconcile,
    LeaderElection leaderElection,
    Canary canary,
    Http http,
    String podSecurityVersion) {

  /**
   * How the outside reaches agents.
   *
   * @param port 0 is the usual port of the scheme
   */
  public record Url(String scheme, int port) {

    /** The public address of a host, with a trailing slash. */
    public String of(String host) {
      return scheme + "://" + host + (port == 0 ? "" : ":" + port) + "/";
    }
  }

  /**
   * The ingress controller.
   *
   * @param className empty: the cluster's default
   * @param namespace where the pods of the controller run
   */
  public record Ingress(String className, Map<String, String> annotations, String namespace) {

    private static final String CERT_MANAGER = "cert-manager.io/";

    /** Whether cert-manager makes certificates: for an Ingress that names a Secret. */
    public boolean certManager() {
      return annotations.keySet().stream().anyMatch(key -> key.startsWith(CERT_MANAGER));
    }
  }

  /**
   * Domains of tenants.
   *
   * @param requireProof whether a TXT record must prove that a domain belongs to the project
   * @param recheck after how long a proof is looked for again
   * @param grace how long a domain works after its proof has gone
   * @param nameServers empty: those of the system
   * @param nameServerTimeout of one question
   */
  public record Domains(
      boolean requireProof,
      Duration recheck,
      Duration grace,
      List<InetSocketAddress> nameServers,
      Duration nameServerTimeout) {}

  /**
   * Certificates for domains of tenants, from an authority that speaks ACME.
   *
   * @param server the directory of the authority
   * @param email that the authority may write to; empty: none
   * @param caFile certificates by which the server is believed; null: the usual ones
   * @param namespace of the operator, and of its part of the orders
   * @param service that leads from an Ingress to the operator
   */
  public record Acme(
      boolean enabled, URI server, String email, Path caFile, String namespace, String service) {}

  /**
   * A certificate of the provider for the agents of whole projects.
   *
   * @param secretName empty: there is none
   */
  public record Wildcard(String secretName, String namespace) {}

  /**
   * The registry of images and sources.
   *
   * @param host as written in image references: host or host:port
   * @param realm where clients fetch tokens
   * @param keyFile PEM (PKCS#8) of the RSA key that signs tokens
   */
  public record Registry(
      String host,
      boolean insecure,
      URI realm,
      String issuer,
      String service,
      Path keyFile,
      Path certificateFile,
      Duration grantLifetime,
      Duration keepUnneeded,
      Duration sweepInterval,
      String namespace,
      Map<String, String> podLabels,
      Map<String, String> tokenPodLabels) {}

  /**
   * Full references of the images that builds, frontends and databases use; node, python and
   * frontend are base images.
   */
  public record Images(
      String builder,
      String node,
      String python,
      String frontend,
      String buildah,
      String mysql,
      String mongo,
      String redis) {}

  /** Limits of one build, and what its containers find in the environment. */
  public record Build(
      Duration timeout,
      String cpu,
      String memory,
      long diskBytes,
      long maxSourceBytes,
      int maxSourceFiles,
      long cacheBytes,
      Map<String, String> environment,
      List<String> allowedCidrs,
      Dockerfile dockerfile) {}

  /**
   * Builds of Dockerfiles: whether there are any, how many at a time, and what one may use beyond
   * what holds for every build.
   */
  public record Dockerfile(
      boolean enabled, int atOnce, int atOncePerProject, long diskBytes, int processes) {}

  /**
   * Where tenants may connect to.
   *
   * @param deniedCidrs ranges that tenants must never reach, beyond the private and special ones
   */
  public record Network(List<String> deniedCidrs, Dns dns) {}

  /**
   * The cluster's name servers.
   *
   * @param cidrs addresses of those that are no pods
   */
  public record Dns(String namespace, Map<String, String> podLabels, List<String> cidrs) {}

  /**
   * Nodes with GPUs.
   *
   * @param runtimeClassName of pods that ask for GPUs; empty: the cluster's default
   */
  public record Gpu(String runtimeClassName) {}

  /**
   * Confidential virtual machines.
   *
   * @param runtimeClassName of pods that are such; empty: there are none
   */
  public record Tee(String runtimeClassName) {}

  /**
   * Who holds requests for agents that sleep.
   *
   * @param enabled whether there is one; without, no agent sleeps
   */
  public record Activator(boolean enabled, String namespace, Map<String, String> podLabels) {}

  /**
   * Who acts for tenants that have a key and no account of the cluster.
   *
   * @param enabled whether there is one; without, nobody is let into the namespaces of projects
   * @param namespace of its account
   */
  public record Bridge(boolean enabled, String namespace) {}

  /** Satoshis per five minutes. */
  public record Prices(
      long cpuPerCore5Min,
      long memoryPerGb5Min,
      long diskPerGb5Min,
      long networkPerGb5Min,
      long gpuPerUnit5Min) {}

  /**
   * How reconcilers work.
   *
   * @param rolloutTimeout how long a new release may take to become ready
   * @param driftCheck after how long an unchanged resource is looked at again
   */
  public record Reconcile(int threads, Duration rolloutTimeout, Duration driftCheck) {}

  /** Which replica works: the holder of a Lease. */
  public record LeaderElection(boolean enabled, String leaseName, String namespace) {}

  /**
   * A resource that is touched regularly to prove that reconciling works.
   *
   * @param deadline liveness fails when it was not reconciled for so long
   */
  public record Canary(boolean enabled, Duration interval, Duration deadline) {}

  /** Ports of this process; 0 takes any free one. */
  public record Http(int port, int tokenPort) {}

  /**
   * Reads the file and the environment.
   *
   * @throws ConfigProblems when anything is missing, wrong or unknown
   * @throws IOException when the file cannot be read
   */
  public static NodeConfig load(Path file, Map<String, String> environment) throws IOException {
    var in = new ConfigReader(Files.readString(file), environment);
    var config = read(in);
    in.failIfAnyProblem();
    return config;
  }

  /** Reads every key; problems stay in the reader. */
  public static NodeConfig read(ConfigReader in) {
    return new NodeConfig(
        in.text("domain", "base name of all hosts: an agent answers at <agent>.<project>.<domain>"),
        new Url(
            in.oneOf("url.scheme", List.of("https", "http"), "https", "scheme of public addresses"),
            in.intBetween("url.port", 0, 65535, 0, "port in public addresses; 0: the usual one")),
        new Ingress(
            in.text("ingress.className", "", "IngressClass of agents; none: the cluster's default"),
            in.map("ingress.annotations", Map.of(), "annotations of every Ingress"),
            in.text(
                "ingress.namespace",
                "kube-system",
                "namespace of the ingress controller's pods: agents accept connections from it")),
        readDomains(in),
        readAcme(in),
        new Wildcard(
            in.text("tls.wildcard.secretName", "", "Secret with a certificate for whole projects"),
            in.text("tls.wildcard.namespace", "mandala-system", "namespace of that Secret")),
        readRegistry(in),
        new Images(
            in.text("images.builder", "image that fetches sources and assembles images"),
            in.text("images.node", "base image of runtime Node"),
            in.text("images.python", "base image of runtime Python"),
            in.text(
                "images.frontend",
                "docker.io/nginxinc/nginx-unprivileged:1.28-alpine",
                "base image of static sites, with /usr/sbin/nginx"),
            in.text(
                "images.buildah",
                "quay.io/buildah/stable:v1.40.1",
                "image that executes Dockerfiles: has bash and buildah"),
            in.text(
                "images.mysql",
                "docker.io/library/mysql:9",
                "image of MySQL databases: mysqld, mysql, mysqldump and a shell"),
            in.text(
                "images.mongo",
                "docker.io/library/mongo:8",
                "image of MongoDB databases: mongod with its tools, or FerretDB 1 and sqlite3"),
            in.text(
                "images.redis",
                "docker.io/library/redis:8",
                "image of Redis databases: redis-server, redis-cli and a shell")),
        new Build(
            in.duration("build.timeout", Duration.ofMinutes(10), "longest build"),
            in.quantity("build.cpu", "1", "CPU limit of a build"),
            in.quantity("build.memory", "1Gi", "memory limit of a build"),
            in.longBetween(
                "build.diskBytes", 1 << 20, 1L << 40, 4L << 30, "disk that a build may use, bytes"),
            in.longBetween(
                "build.maxSourceBytes",
                1024,
                1L << 40,
                512L << 20,
                "largest unpacked source, bytes"),
            in.intBetween("build.maxSourceFiles", 1, 10_000_000, 50_000, "most files of a source"),
            in.longBetween(
                "build.cacheBytes",
                0,
                1L << 40,
                512L << 20,
                "most that is kept of the packages that builds of a project and a runtime downloaded,"
                    + " in the registry, bytes; 0: nothing"),
            in.map("build.environment", Map.of(), "variables of builds: mirrors and proxies"),
            in.cidrs(
                "build.allowedCidrs",
                "private ranges that builds may reach: mirrors and proxies of the provider"),
            new Dockerfile(
                in.flag(
                    "build.dockerfile.enabled",
                    false,
                    "whether Dockerfiles are built; needs nodes with user namespaces for pods"),
                in.intBetween(
                    "build.dockerfile.atOnce", 1, 1000, 4, "builds of Dockerfiles at a time"),
                in.intBetween(
                    "build.dockerfile.atOncePerProject", 1, 100, 1, "the same, of one project"),
                in.longBetween(
                    "build.dockerfile.diskBytes",
                    1 << 20,
                    1L << 40,
                    10L << 30,
                    "disk that a build of a Dockerfile may use, bytes"),
                in.intBetween(
                    "build.dockerfile.processes",
                    64,
                    1_000_000,
                    2048,
                    "most processes and threads of a build of a Dockerfile"))),
        in.pathOrNull(
            "trustBundleFile",
            "PEM certificates that builds and agents trust, copied into every project"),
        new Network(
            in.cidrs(
                "network.deniedCidrs",
                "ranges that tenants must not reach besides private and special ones: public"
                    + " addresses of nodes and of the API server"),
            new Dns(
                in.text("network.dns.namespace", "kube-system", "namespace of the name servers"),
                in.map(
                    "network.dns.podLabels",
                    Map.of("k8s-app", "kube-dns"),
                    "labels of the name servers' pods"),
                in.cidrs(
                    "network.dns.cidrs",
                    "addresses of name servers that are no pods, such as 169.254.20.10/32"))),
        new Gpu(
            in.text(
                "gpu.runtimeClassName",
                "",
                "RuntimeClass of pods with GPUs, such as nvidia; none: the cluster's default")),
        new Tee(
            in.text(
                "tee.runtimeClassName",
                "",
                "RuntimeClass of pods that are confidential virtual machines, such as kata-cc-tdx,"
                    + " which are charged for; none: there are none")),
        new Activator(
            in.flag(
                "activator.enabled", false, "whether agents may sleep until they are asked for"),
            in.text("activator.namespace", "mandala-system", "namespace of the activator's pods"),
            in.map(
                "activator.podLabels",
                Map.of("app.kubernetes.io/component", "activator"),
                "labels of the activator's pods: agents accept connections from them")),
        new Bridge(
            in.flag(
                "bridge.enabled",
                false,
                "whether the signed bridge is let into the namespaces of projects"),
            in.text("bridge.namespace", "mandala-system", "namespace of the bridge's account")),
        new Prices(
            in.longBetween("prices.cpuPerCore5Min", 0, 1L << 40, 1000, "satoshis for a core"),
            in.longBetween("prices.memoryPerGb5Min", 0, 1L << 40, 500, "satoshis for a GiB"),
            in.longBetween("prices.diskPerGb5Min", 0, 1L << 40, 10, "satoshis for a GiB"),
            in.longBetween("prices.networkPerGb5Min", 0, 1L << 40, 200, "satoshis for a GiB"),
            in.longBetween("prices.gpuPerUnit5Min", 0, 1L << 40, 5000, "satoshis for a GPU")),
        MoneyConfig.read(in),
        SporeConfig.read(in),
        new Reconcile(
            in.intBetween("reconcile.threads", 1, 256, 32, "resources reconciled at a time"),
            in.duration(
                "reconcile.rolloutTimeout",
                Duration.ofMinutes(5),
                "how long a new release may take to become ready"),
            in.duration(
                "reconcile.driftCheck",
                Duration.ofMinutes(10),
                "after how long an unchanged resource is looked at again")),
        new LeaderElection(
            in.flag("leaderElection.enabled", true, "whether one of several replicas works"),
            in.text("leaderElection.leaseName", "mandala-operator", "name of the Lease"),
            in.text("leaderElection.namespace", "mandala-system", "namespace of the Lease")),
        new Canary(
            in.flag("canary.enabled", true, "whether a resource proves that reconciling works"),
            in.duration("canary.interval", Duration.ofSeconds(30), "how often it is touched"),
            in.duration(
                "canary.deadline",
                Duration.ofMinutes(3),
                "liveness fails when it was not reconciled for so long")),
        new Http(
            in.intBetween("http.port", 0, 65535, 8081, "port of health and metrics"),
            in.intBetween("http.tokenPort", 0, 65535, 8082, "port of the registry's tokens")),
        in.text(
            "podSecurityVersion",
            "v1.31",
            "version of the Pod Security Standards that project namespaces are held to"));
  }

  private static Domains readDomains(ConfigReader in) {
    return new Domains(
        in.flag(
            "domains.requireProof",
            true,
            "whether a TXT record must prove that a domain belongs to the project"),
        in.duration(
            "domains.recheck", Duration.ofDays(1), "after how long a proof is looked for again"),
        in.duration(
            "domains.grace",
            Duration.ofDays(3),
            "how long a domain works after its proof has gone"),
        in.nameServers("domains.dns.servers", "name servers that are asked for the proofs"),
        in.duration(
            "domains.dns.timeout", Duration.ofSeconds(3), "how long a name server may take"));
  }

  private static Acme readAcme(ConfigReader in) {
    return new Acme(
        in.flag(
            "tls.acme.enabled",
            false,
            "whether the operator gets certificates for domains; not with cert-manager"),
        in.uri(
            "tls.acme.server",
            "https://acme-v02.api.letsencrypt.org/directory",
            "directory of the certificate authority (ACME)"),
        in.text("tls.acme.email", "", "address that the authority may write to"),
        in.pathOrNull(
            "tls.acme.caFile", "PEM certificates by which the authority's server is believed"),
        in.text("tls.acme.namespace", "mandala-system", "namespace of the operator"),
        in.text(
            "tls.acme.service",
            "mandala-acme",
            "Service in that namespace that leads to the operator, port http"));
  }

  private static Registry readRegistry(ConfigReader in) {
    return new Registry(
        in.text("registry.host", "registry as written in image references: host or host:port"),
        in.flag("registry.insecure", false, "whether the registry speaks plain HTTP"),
        in.uri("registry.realm", "URL where clients of the registry fetch their tokens"),
        in.text("registry.issuer", "mandala", "issuer of tokens, as the registry expects it"),
        in.text("registry.service", "mandala-registry", "audience of tokens"),
        in.path("registry.keyFile", "PEM of the RSA key that signs tokens"),
        in.path("registry.certificateFile", "PEM of the certificate of that key"),
        in.duration(
            "registry.grantLifetime",
            Duration.ofDays(30),
            "how long the credentials of a project are valid; renewed at half of it"),
        in.duration(
            "registry.keepUnneeded",
            Duration.ofDays(7),
            "how long sources and images stay that no release needs"),
        in.duration(
            "registry.sweepInterval",
            Duration.ofHours(6),
            "how often it is looked for them; 0s: never, nothing is deleted"),
        in.text("registry.namespace", "mandala-system", "namespace of the registry's pods"),
        in.map(
            "registry.podLabels",
            Map.of("app.kubernetes.io/component", "registry"),
            "labels of the registry's pods: builds may connect to them"),
        in.map(
            "registry.tokenPodLabels",
            Map.of("app.kubernetes.io/component", "operator"),
            "labels of the pods that answer at the realm: builds may connect to them"));
  }
}
