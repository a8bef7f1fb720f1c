package network.mandala.cli.e2e;

import static network.mandala.cli.e2e.CommandLine.mandala;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A Dockerfile is built and answers. One that means harm finds nothing and harms nobody: it ends in
 * words, and whoever serves goes on serving.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DockerfileIT {
  @RegisterExtension static final TestProject PROJECT = new TestProject("docker");

  private static final Duration BUILD = Duration.ofSeconds(120);

  @TempDir private static Path folder;
  private static String url;

  /** Everything that a step finds out about where it is, in a file that the program serves. */
  private static final String CURIOUS =
      """
      FROM mandala/node:1
      USER root
      WORKDIR /app
      COPY server.js probe.js ./
      RUN node probe.js > found.txt
      USER 65532
      CMD ["node", "server.js"]
      """;

  private static final String SERVER =
      """
      const text = require('node:fs').readFileSync('/app/found.txt', 'utf8');
      require('node:http').createServer((q, a) => a.end(text)).listen(process.env.PORT);
      """;

  private static final String PROBE =
      """
      const fs = require('node:fs'), net = require('node:net');
      const read = (path) => { try { return fs.readFileSync(path, 'utf8'); } catch (e) { return ''; } };
      const status = read('/proc/self/status');
      const value = (name) => (status.match(new RegExp(name + ':\\\\s*(\\\\S+)')) ?? [])[1];
      const knock = (host, port) => new Promise((done) => {
        const socket = net.connect({ host, port, timeout: 2000 });
        socket.on('connect', () => { socket.destroy(); done('open'); });
        socket.on('timeout', () => { socket.destroy(); done('shut'); });
        socket.on('error', () => done('shut'));
      });
      const credential = () => {
        for (const pid of fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name))) {
          for (const place of [`/proc/${pid}/root/grant/password`, `/proc/${pid}/root/var/run/secrets/kubernetes.io`]) {
            try { fs.statSync(place); return place; } catch (e) { }
          }
        }
        return fs.existsSync('/grant') ? '/grant' : 'none';
      };
      const push = async () => {
        const auth = (() => {
          for (const pid of fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name))) {
            const found = read(`/proc/${pid}/root/etc/mandala-buildah/auth.json`);
            if (found) return Object.values(JSON.parse(found).auths)[0].auth;
          }
        })();
        const project = auth ? Buffer.from(auth, 'base64').toString().split(':')[0] : 'PROJECT';
        const scope = `repository:${project}/curious:pull,push`;
        const answer = await fetch(`http://10.43.0.21:8082/token?service=mandala-registry&scope=${scope}`,
          { headers: auth ? { Authorization: `Basic ${auth}` } : {} });
        const headers = answer.ok ? { Authorization: `Bearer ${(await answer.json()).token}` } : {};
        const upload = await fetch(`http://10.43.0.20:5000/v2/${project}/curious/blobs/uploads/`, { method: 'POST', headers });
        const source = await fetch(`http://10.43.0.20:5000/v2/${project}/curious/source/tags/list`, { headers });
        return `${upload.status} ${source.status}`;
      };
      (async () => {
        console.log('seccomp: ' + value('Seccomp'));
        console.log('capabilities: ' + (BigInt('0x' + value('CapBnd')) & (1n << 21n | 1n << 12n | 1n << 19n | 1n << 16n | 1n << 17n)));
        console.log('credential: ' + credential());
        console.log('push: ' + await push());
        for (const [name, host, port] of [['metadata', '169.254.169.254', 80], ['api', '10.43.0.1', 443],
          ['node api', '10.40.0.2', 6443], ['kubelet', '10.40.0.2', 10250], ['registry', '10.43.0.20', 5000]])
          console.log(name + ': ' + await knock(host, port));
      })();
      """;

  @BeforeAll
  static void buildAndServe() {
    var source = folder.resolve("curious");
    Sources.write(source.resolve("Dockerfile"), CURIOUS);
    Sources.write(source.resolve("server.js"), SERVER);
    Sources.write(source.resolve("probe.js"), PROBE);
    url = push(source, "curious").ok();
  }

  @Test
  @Order(1)
  void aDockerfileIsBuiltAndAnswersAndItsStepsFindNothing() {
    var found = Web.get(url).body();

    assertThat(found)
        .contains("seccomp: 2", "capabilities: 0", "credential: none")
        .contains("metadata: shut", "\napi: shut", "node api: shut", "kubelet: shut")
        // A base image can be pulled; nothing can be pushed, and no source can be read.
        .contains("registry: open", "push: 401 401");
    assertThat(PROJECT.agent("curious").get().getStatus().image()).contains("@sha256:");
  }

  @ParameterizedTest
  @Order(2)
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          syntax  | FROM mandala/node:1\\nRUM echo hello                             | BuildFailed       | RUM
          wrong   | FROM mandala/node:1\\nRUN echo it is broken; exit 7              | BuildFailed       | exit status 7, it is broken
          no-base | FROM mandala/no-such-image:1\\nRUN true                         | BuildFailed       | no-such-image
          bomb    | FROM mandala/node:1\\nRUN bomb() { bomb & bomb & }; bomb; sleep 3; exit 3 | BuildFailed | more processes and threads
          filler  | FROM mandala/node:1\\nUSER root\\nRUN for i in 1 2 3 4 5 6 7 8 9; do dd if=/dev/zero of=/fill$i bs=1M count=3000 2>&1; done | BuildFailed | disk
          memory  | FROM mandala/node:1\\nRUN node -e 'const a = []; for (;;) a.push(Buffer.alloc(1 << 26, 1))' | BuildFailed | memory
          """)
  void aDockerfileThatFailsIsExplainedAndHarmsNobody(
      String agent, String dockerfile, String reason, String words) {
    var source = folder.resolve(agent);
    Sources.write(source.resolve("Dockerfile"), dockerfile.replace("\\n", "\n"));

    var said = push(source, agent).failed();

    assertThat(said).contains(reason);
    for (String word : words.split(", ")) {
      assertThat(said).contains(word);
    }
    assertThat(Web.get(url).statusCode()).isEqualTo(200);
    Condition built = PROJECT.condition(agent, "Built");
    assertThat(built.getStatus()).isEqualTo("False");
    PROJECT.agent(agent).delete();
  }

  @Test
  @Order(3)
  void aDockerfileThatIsMissingIsExplained() {
    var source = Sources.answering(folder.resolve("missing"), "never");
    PROJECT.apply(
        "missing",
        "source: {artifact: '%s'}\nruntime: docker"
            .formatted(Registry.push(PROJECT, "missing", source)));

    assertThat(PROJECT.awaitReason("missing", "Ready", "DockerfileMissing", BUILD).getMessage())
        .contains("\"Dockerfile\"", "spec.build.dockerfile");
  }

  @Test
  @Order(4)
  void aDeletedAgentLeavesNoBuild() {
    var source = folder.resolve("slow");
    Sources.write(source.resolve("Dockerfile"), "FROM mandala/node:1\nRUN sleep 300");
    PROJECT.apply(
        "slow",
        "source: {artifact: '%s'}\nruntime: docker"
            .formatted(Registry.push(PROJECT, "slow", source)));
    TestCluster.await(BUILD).until(() -> jobs("slow"), count -> count == 1);

    PROJECT.agent("slow").delete();

    TestCluster.await(BUILD).until(() -> jobs("slow"), count -> count == 0);
  }

  @Test
  @Order(5)
  void pagesBesideAProgramWithADockerfileAreServedAndTheImageTellsWhatIsInIt() {
    var source = Sources.answering(folder.resolve("paged"), "from the program");
    Sources.write(
        source.resolve("Dockerfile"),
        "FROM mandala/node:1\nCOPY . /app\nUSER 65532\nCMD [\"node\", \"/app/index.js\"]");
    Sources.write(source.resolve("web/index.html"), "<h1>pages</h1>");
    PROJECT.apply(
        "paged",
        "source: {artifact: '%s'}\nruntime: docker\nfrontend: {directory: web}"
            .formatted(Registry.push(PROJECT, "paged", source)));

    PROJECT.awaitReason("paged", "Ready", "Running", BUILD);

    var status = PROJECT.agent("paged").get().getStatus();
    Web.awaitWords(status.url(), "from the program", BUILD);
    Web.awaitWords(status.frontendUrl(), "<h1>pages</h1>", BUILD);
    int at = status.image().indexOf('@');
    assertThat(
            Registry.manifest(
                    PROJECT,
                    status.image().substring(0, at)
                        + ":"
                        + status.image().substring(at + 1).replace(':', '-'))
                .json()
                .path("manifests")
                .findValuesAsText("artifactType"))
        .contains("application/vnd.cyclonedx+json", "application/vnd.in-toto+json");
    PROJECT.agent("paged").delete();
  }

  private static int jobs(String agent) {
    return TestCluster.client()
        .batch()
        .v1()
        .jobs()
        .inNamespace("mandala-build-" + PROJECT.name())
        .withLabel("mandala.network/agent", agent)
        .list()
        .getItems()
        .size();
  }

  private static CommandLine.Result push(Path source, String name) {
    return mandala("agent", "push", source.toString(), "--project", PROJECT.name(), "--name", name);
  }
}
