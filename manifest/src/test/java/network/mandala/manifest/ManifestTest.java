package network.mandala.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import network.mandala.crds.agent.AgentType;
import network.mandala.crds.agent.Runtime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What good manifests ask for. */
class ManifestTest {
  /** The tests write JSON with single quotes: it is easier to read in Java. */
  private static final ObjectMapper LENIENT =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .build();

  private static final String SCALING = ", scaling: {min: 1, max: 10, targetCPU: 50}";
  private static final String ALONE = ", scaling: {min: 1, max: 1, targetCPU: 50}";
  private static final String IMAGE = "registry/app@sha256:" + "a".repeat(64);

  /**
   * @param fields of the manifest beside the schema
   * @param spec the fields of the Agent's spec
   */
  record Good(String what, String fields, String spec) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Good> good() {
    return Stream.of(
        new Good("the least", "agent: {}", "runtime: 'node'" + SCALING),
        new Good(
            "null is absent",
            "agent: {image: null}, frontend: null, storage: null, databases: null, env: null",
            "runtime: 'node'" + SCALING),
        new Good(
            "python in a folder",
            "agent: {runtime: 'python', buildContext: './web/'}",
            "runtime: 'python', build: {directory: 'web'}" + SCALING),
        new Good(
            "the top as the folder", "agent: {buildContext: '.'}", "runtime: 'node'" + SCALING),
        new Good(
            "a Dockerfile",
            "agent: {dockerfile: 'api/docker/prod.Dockerfile', buildContext: 'api'}",
            "runtime: 'docker', build: {directory: 'api', dockerfile: 'docker/prod.Dockerfile'}"
                + SCALING),
        new Good(
            "the Dockerfile of the folder",
            "agent: {runtime: 'docker', buildContext: 'api'}",
            "runtime: 'docker', build: {directory: 'api'}" + SCALING),
        new Good(
            "an image is run as it is",
            "agent: {image: 'ghcr.io/example/app:1.2', runtime: 'python', dockerfile: 'Dockerfile'}",
            SCALING.substring(2)),
        new Good(
            "agidentity listens on 3000 and has no Dockerfile",
            "agent: {type: 'agidentity', dockerfile: 'Dockerfile'}",
            "type: 'agidentity', runtime: 'node', ports: [3000]" + SCALING),
        new Good(
            "agidentity on another port",
            "agent: {type: 'agidentity'}, ports: [4000]",
            "type: 'agidentity', runtime: 'node', ports: [4000]" + SCALING),
        new Good(
            "openclaw",
            "agent: {type: 'openclaw'}, ports: [8080, 9090]",
            "type: 'openclaw', runtime: 'node', ports: [8080, 9090]" + SCALING),
        new Good(
            "amounts are guaranteed and the most",
            "agent: {}, resources: {cpu: '500m', memory: '1Gi'}",
            "runtime: 'node', resources: {cpu: '500m', cpuLimit: '500m', memory: '1Gi', memoryLimit: '1Gi'}"
                + SCALING),
        new Good(
            "what resources do not say",
            "agent: {}, resources: {cpu: 2}",
            "runtime: 'node', resources: {cpu: '2', cpuLimit: '2', memory: '128Mi', memoryLimit: '512Mi'}"
                + SCALING),
        new Good(
            "a GPU means one pod",
            "agent: {}, resources: {gpu: '1', tee: false}",
            "runtime: 'node', resources: {cpu: '100m', cpuLimit: '1000m', memory: '128Mi', memoryLimit: '512Mi',"
                + " gpu: 1}"
                + ALONE),
        new Good(
            "no GPU",
            "agent: {}, resources: {gpu: 0}",
            "runtime: 'node', resources: {cpu: '100m', cpuLimit: '1000m', memory: '128Mi', memoryLimit: '512Mi',"
                + " gpu: 0}"
                + SCALING),
        new Good(
            "a health check",
            "agent: {}, healthCheck: {path: '/health?deep=1', port: 9000, intervalSeconds: 10}",
            "runtime: 'node', healthCheck: {path: '/health?deep=1', port: 9000, intervalSeconds: 10}"
                + SCALING),
        new Good(
            "a volume means one pod; its defaults are the resource's",
            "agent: {}, storage: {enabled: true}",
            "runtime: 'node', storage: {}" + ALONE),
        new Good(
            "a volume of a size",
            "agent: {}, storage: {enabled: true, size: '2Gi', mountPath: '/var/agent'}",
            "runtime: 'node', storage: {size: '2Gi', mountPath: '/var/agent'}" + ALONE),
        new Good(
            "a volume that is off",
            "agent: {}, storage: {enabled: false, size: '2Gi'}",
            "runtime: 'node'" + SCALING),
        new Good(
            "databases",
            "agent: {}, databases: {mysql: true, mongo: false, redis: true}",
            "runtime: 'node', databases: {mysql: {}, redis: {}}" + SCALING),
        new Good(
            "a frontend in the usual folder",
            "agent: {}, frontend: {}",
            "runtime: 'node', frontend: {directory: 'frontend'}" + SCALING),
        new Good(
            "a frontend in another folder",
            "agent: {}, frontend: {directory: 'public'}",
            "runtime: 'node', frontend: {directory: 'public'}" + SCALING),
        new Good(
            "a frontend's image",
            "agent: {image: 'a:1'}, frontend: {image: '" + IMAGE + "', directory: 'frontend'}",
            "frontend: {image: '" + IMAGE + "'}" + SCALING));
  }

  @ParameterizedTest
  @MethodSource("good")
  void asksFor(Good good) throws JsonProcessingException {
    var service = read(good.fields()).services().getFirst();

    assertThat(new ObjectMapper().<Object>convertValue(service.fields(), Object.class))
        .isEqualTo(LENIENT.readValue("{" + good.spec() + "}", Object.class));
    assertThat(service.spec("registry/p/a/source@sha256:" + "0".repeat(64), Map.of())).isNotNull();
  }

  @Test
  void theSpecIsTyped() {
    var manifest =
        read(
            "agent: {type: 'agidentity'}, env: {A: '1', B: '{{ lookup `v1` }}\\n$(x)'},"
                + " databases: {mysql: true}");

    var spec = manifest.services().getFirst().spec("artifact", Map.of("A", "2"));

    assertThat(spec.source().artifact()).isEqualTo("artifact");
    assertThat(spec.runtime()).isEqualTo(Runtime.NODE);
    assertThat(spec.type()).isEqualTo(AgentType.AGIDENTITY);
    assertThat(spec.ports()).containsExactly(3000);
    assertThat(spec.env()).containsEntry("A", "2").containsEntry("B", "{{ lookup `v1` }}\n$(x)");
    assertThat(spec.databases().mysql()).isNotNull();
    assertThat(spec.databases().redis()).isNull();
    assertThat(spec.scaling().max()).isEqualTo(10);
  }

  @Test
  void theServiceOfTheFirstVersionIsCalledAgent() {
    var manifest = read("schemaVersion: '1.0', agent: {}");

    assertThat(manifest.version()).isEqualTo(1);
    assertThat(manifest.services()).extracting(Service::name).containsExactly("agent");
  }

  @Test
  void onlyWhatIsNeededOfTheSourceIsStored() {
    assertThat(service("agent: {}").needsSource()).isTrue();
    assertThat(service("agent: {image: 'a:1'}").needsSource()).isFalse();
    assertThat(service("agent: {image: 'a:1'}, frontend: {image: 'b:1'}").needsSource()).isFalse();
  }

  @Test
  void servicesComeAfterThoseThatTheyAreToldOf() {
    var manifest =
        read(
            """
            schemaVersion: '2.0',
            env: {SHARED: 'all', WHO: 'nobody'},
            services: {
              web: {agent: {runtime: 'python', buildContext: 'web'}, env: {WHO: 'web'}},
              api: {agent: {buildContext: 'api'}, provider: 'here', databases: {redis: true}},
              model: {agent: {image: 'vllm:1'}, resources: {gpu: '2'}}
            },
            links: [
              {from: 'web', to: 'api', envVar: 'API_URL'},
              {from: 'api', to: 'model', envVar: 'MODEL_URL'}
            ],
            deployments: [{name: 'here', provider: 'mandala', projectID: 'demo', network: 'mainnet',
              MandalaCloudURL: 'https://node.example.com:7777/x?a=b',
              capabilities: {gpu: true, gpuType: 'H100', tee: false, teeTechnology: 'tdx'}}]
            """);

    assertThat(manifest.version()).isEqualTo(2);
    assertThat(manifest.services())
        .extracting(Service::name)
        .containsExactly("model", "api", "web");
    var web = manifest.services().getLast();
    assertThat(web.environment()).isEqualTo(Map.of("SHARED", "all", "WHO", "web"));
    assertThat(manifest.linksFrom(web)).containsExactly(new Link("web", "api", "API_URL"));
    assertThat(manifest.deploymentTo("demo"))
        .hasValueSatisfying(here -> assertThat(here.network()).isEqualTo("mainnet"));
    assertThat(manifest.deploymentTo("other")).isEmpty();
  }

  @Test
  void saysWhatItIgnores() {
    assertThat(read("agent: {image: 'a:1', runtime: 'node'}").notes())
        .containsExactly("$.agent.runtime: is not used: agent.image is run as it is");
    assertThat(read("agent: {}, env: {PORT: '1'}").notes())
        .containsExactly("$.env.PORT: is set by the node, whose value wins");
  }

  @Test
  void deploymentsElsewhereAreLeftAlone() {
    var manifest =
        read(
            "agent: {}, deployments: [{provider: 'CARS', projectID: 'a'.length}]"
                .replace("'a'.length", "'b'"));

    assertThat(manifest.deployments()).extracting(Deployment::isOurs).isEqualTo(List.of(false));
  }

  @Test
  void aByteOrderMarkIsNoHarm() {
    var json = "\uFEFF" + json("agent: {}");

    assertThat(Manifest.read(json.getBytes(StandardCharsets.UTF_8), Tree.EMPTY).version())
        .isEqualTo(1);
  }

  private static Service service(String fields) {
    return read(fields).services().getFirst();
  }

  private static Manifest read(String fields) {
    return Manifest.read(json(fields).getBytes(StandardCharsets.UTF_8), Tree.FULL);
  }

  /** As a client writes it. */
  static String json(String fields) {
    try {
      return LENIENT.readTree("{schema: 'mandala-agent', " + fields + "}").toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(fields, e);
    }
  }
}
