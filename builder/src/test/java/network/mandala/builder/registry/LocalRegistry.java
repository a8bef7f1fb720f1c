package network.mandala.builder.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The real distribution registry on a free port of the loopback address, its content in a temporary
 * folder, for the tests of one class. The program comes from the cache that the local cluster's
 * programs are built into, or from the folder that {@code MANDALA_PROGRAMS} names; where it is
 * missing the tests are skipped and say so.
 *
 * <pre>{@code
 * @RegisterExtension static final LocalRegistry REGISTRY = LocalRegistry.withTokens();
 * }</pre>
 */
public final class LocalRegistry implements BeforeAllCallback, AfterAllCallback {
  /** Who may do everything in {@link #withPassword()} and {@link #withTokens()}. */
  public static final Credentials OWNER = new Credentials("demo", "correct horse");

  /** bcrypt of OWNER's password. */
  private static final String PASSWORD_FILE =
      "demo:$2a$06$abcdefghijklmnopqrstuud/5IuQmqhVO0kfNEbHJM.fJkPiliBzC\n";

  private static final Pattern REQUEST = Pattern.compile("\"([A-Z]+ \\S+) HTTP/1\\.1\" (\\d{3})");

  private enum Protection {
    NONE,
    PASSWORD,
    TOKENS
  }

  private final Protection protection;
  private final Transport transport;
  private Path folder;
  private TestCertificate certificate;
  private TokenService tokens;
  private int port;
  private Process process;

  private LocalRegistry(Protection protection, Transport transport) {
    this.protection = protection;
    this.transport = transport;
  }

  /** Anybody may do everything. */
  public static LocalRegistry open() {
    return new LocalRegistry(Protection.NONE, Transport.PLAIN);
  }

  /** Only {@link #OWNER}, by Basic authentication. */
  public static LocalRegistry withPassword() {
    return new LocalRegistry(Protection.PASSWORD, Transport.PLAIN);
  }

  /** Only who has a token for the repository; {@link #tokens()} decides who gets one. */
  public static LocalRegistry withTokens() {
    return new LocalRegistry(Protection.TOKENS, Transport.PLAIN);
  }

  /** Anybody, over TLS with a certificate that only {@link #certificatePem()} vouches for. */
  public static LocalRegistry overTls() {
    return new LocalRegistry(Protection.NONE, Transport.TLS);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Files.isExecutable(program()),
        () -> "no registry program at " + program() + ": build the local cluster's programs first");
    folder = Files.createTempDirectory("mandala-registry-");
    port = freePort();
    if (protection == Protection.TOKENS || transport == Transport.TLS) {
      certificate = TestCertificate.create(folder);
    }
    if (protection == Protection.TOKENS) {
      tokens = TokenService.start(certificate);
    }
    Files.writeString(folder.resolve("htpasswd"), PASSWORD_FILE);
    Files.writeString(folder.resolve("config.yaml"), config());
    start();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException, InterruptedException {
    stop();
    if (tokens != null) {
      tokens.close();
    }
    if (folder != null) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Starts it (again), on the same port with the same content. */
  public void start() throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(program().toString(), "serve", folder.resolve("config.yaml").toString());
    builder.environment().put("OTEL_TRACES_EXPORTER", "none");
    process =
        builder
            .redirectOutput(ProcessBuilder.Redirect.appendTo(accessLog().toFile()))
            .redirectError(
                ProcessBuilder.Redirect.appendTo(folder.resolve("registry.log").toFile()))
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the registry did not start: " + Files.readString(folder.resolve("registry.log")));
      }
      Thread.sleep(20);
    }
  }

  /** Stops it, as a registry that is down. */
  public void stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  /** Frees what no tag leads to, as a provider does; it does not answer meanwhile. */
  public void collectGarbage() throws IOException, InterruptedException {
    stop();
    var collector =
        new ProcessBuilder(
                program().toString(),
                "garbage-collect",
                "--delete-untagged",
                folder.resolve("config.yaml").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("garbage.log").toFile());
    collector.environment().put("OTEL_TRACES_EXPORTER", "none");
    if (collector.start().waitFor() != 0) {
      throw new IllegalStateException(Files.readString(folder.resolve("garbage.log")));
    }
    start();
  }

  /** For references: host and port. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  /** A reference into this registry. */
  public Reference reference(String repositoryAndSelector) {
    return Reference.parse(host() + "/" + repositoryAndSelector);
  }

  /** A client with everything that is allowed here. */
  public RegistryClient client() {
    return client(protection == Protection.NONE ? Credentials.ANONYMOUS : OWNER);
  }

  public RegistryClient client(Credentials credentials) {
    return new RegistryClient(host(), credentials, transport);
  }

  /** Only of {@link #withTokens()}. */
  public TokenService tokens() {
    return tokens;
  }

  /** Only of {@link #withTokens()} and {@link #overTls()}: what to trust. */
  public Path certificatePem() {
    return certificate.certificateFile();
  }

  /** How many requests it has answered so far; to be given to {@link #requestsSince(int)}. */
  public int requestCount() {
    return requestsSince(0).size();
  }

  /** What was asked since: "PUT /v2/demo/hello/manifests/latest 201". */
  public List<String> requestsSince(int count) {
    try {
      return Files.readAllLines(accessLog(), UTF_8).stream()
          .map(REQUEST::matcher)
          .filter(found -> found.find())
          .map(found -> found.group(1) + " " + found.group(2))
          .skip(count)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file that it keeps a blob's content in, for tests of damage. */
  public Path storedBlob(Digest digest) {
    String hex = digest.value().substring("sha256:".length());
    return folder.resolve(
        "content/docker/registry/v2/blobs/sha256/" + hex.substring(0, 2) + "/" + hex + "/data");
  }

  private Path accessLog() {
    return folder.resolve("access.log");
  }

  private boolean answers() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private String config() {
    String tls =
        transport == Transport.TLS
            ? "  tls: {certificate: %s, key: %s}\n"
                .formatted(certificate.certificateFile(), certificate.keyFile())
            : "";
    String auth =
        switch (protection) {
          case NONE -> "";
          case PASSWORD ->
              "auth:\n  htpasswd: {realm: test, path: %s}\n".formatted(folder.resolve("htpasswd"));
          case TOKENS ->
              "auth:\n  token: {realm: \"%s\", service: %s, issuer: %s, rootcertbundle: %s}\n"
                  .formatted(
                      tokens.realm(),
                      TokenService.SERVICE,
                      TokenService.ISSUER,
                      certificate.certificateFile());
        };
    return """
        version: 0.1
        log: {level: warn, accesslog: {disabled: false}}
        storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}
        http:
          addr: "127.0.0.1:%d"
          secret: test
        """
            .formatted(folder.resolve("content"), port)
        + tls
        + auth;
  }

  private static Path program() {
    String programs = System.getenv("MANDALA_PROGRAMS");
    if (programs != null) {
      return Path.of(programs, "registry");
    }
    String cache = System.getenv("MANDALA_CACHE");
    String userCache = System.getenv("XDG_CACHE_HOME");
    Path root =
        cache != null
            ? Path.of(cache)
            : (userCache != null
                    ? Path.of(userCache)
                    : Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("mandala");
    return root.resolve("programs/bin/registry");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
