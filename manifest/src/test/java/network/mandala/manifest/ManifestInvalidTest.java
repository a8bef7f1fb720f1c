package network.mandala.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, where it is said to be, and in which words. */
class ManifestInvalidTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # fields                                       | where                    | words
          agent: {}, schemaVersion: '3.0'                | $.schemaVersion          | 1.0, 2.0
          agent: {}, schemaVersion: 1                    | $.schemaVersion          | must be text
          env: {}                                        | $.agent                  | is missing
          agent: []                                      | $.agent                  | must be an object, is a list
          agent: 'x'                                     | $.agent                  | must be an object
          agent: {}, colour: 1                           | $.colour                 | is not known
          agent: {colour: 1}                             | $.agent.colour           | dockerfile, image, runtime, type
          agent: {type: 'cobol'}                         | $.agent.type             | custom, agidentity, openclaw
          agent: {runtime: 'perl'}                       | $.agent.runtime          | node, python, docker
          agent: {runtime: 7}                            | $.agent.runtime          | must be text
          agent: {image: 'a b'}                          | $.agent.image            | the name of an image
          agent: {image: 'a;reboot'}                     | $.agent.image            | the name of an image
          agent: {image: '-v'}                           | $.agent.image            | the name of an image
          agent: {buildContext: '../other'}              | $.agent.buildContext     | a path inside the source
          agent: {buildContext: '/etc'}                  | $.agent.buildContext     | a path inside the source
          agent: {buildContext: 'api/../..'}             | $.agent.buildContext     | a path inside the source
          agent: {buildContext: 'api\\\\..'}             | $.agent.buildContext     | a path inside the source
          agent: {buildContext: 'x;cmd'}                 | $.agent.buildContext     | a path inside the source
          agent: {buildContext: '$(cmd)'}                | $.agent.buildContext     | a path inside the source
          agent: {buildContext: '`cmd`'}                 | $.agent.buildContext     | a path inside the source
          agent: {buildContext: '.git'}                  | $.agent.buildContext     | a path inside the source
          agent: {buildContext: 'nowhere'}               | $.agent.buildContext     | there is no folder nowhere
          agent: {dockerfile: 'nowhere'}                 | $.agent.dockerfile       | there is no file nowhere
          agent: {dockerfile: '../../kubeconfig'}        | $.agent.dockerfile       | a path inside the source
          agent: {dockerfile: 'Dockerfile', buildContext: 'api'} | $.agent.dockerfile | must lie in agent.buildContext
          agent: {runtime: 'docker', buildContext: 'web'} | $.agent.runtime         | there is no file web/Dockerfile
          agent: {}, env: []                             | $.env                    | must be an object
          agent: {}, env: {A: 1}                         | $.env.A                  | must be text
          agent: {}, env: {A: null}                      | $.env.A                  | must be text
          agent: {}, env: {'1A': ''}                     | $.env['1A']              | does not begin with a digit
          agent: {}, env: {'A-B': ''}                    | $.env['A-B']             | letters, digits and _
          agent: {}, env: {'A=B': ''}                    | $.env['A=B']             | letters, digits and _
          agent: {}, env: {'': ''}                       | $.env['']                | letters, digits and _
          agent: {}, env: {A: '\\u0000'}                 | $.env.A                  | NUL
          agent: {}, resources: {cpu: '1\\n  privileged: true'} | $.resources.cpu   | a number above 0
          agent: {}, resources: {cpu: '-1'}              | $.resources.cpu          | a number above 0
          agent: {}, resources: {cpu: '0'}               | $.resources.cpu          | a number above 0
          agent: {}, resources: {cpu: 1.5}               | $.resources.cpu          | must be text
          agent: {}, resources: {memory: 'lots'}         | $.resources.memory       | a number above 0
          agent: {}, resources: {memory: true}           | $.resources.memory       | must be text
          agent: {}, resources: {gpu: '0.5'}             | $.resources.gpu          | a whole number
          agent: {}, resources: {gpu: 65}                | $.resources.gpu          | 0 to 64
          agent: {}, resources: {gpu: -1}                | $.resources.gpu          | 0 to 64
          agent: {}, resources: {tee: true}              | $.resources.tee          | no trusted execution environment
          agent: {}, resources: {tee: 'yes'}             | $.resources.tee          | true or false
          agent: {}, resources: {teeInferenceProxy: true} | $.resources.teeInferenceProxy | no such proxy
          agent: {}, ports: 80                           | $.ports                  | must be a list
          agent: {}, ports: [0]                          | $.ports[0]               | 1 to 65535
          agent: {}, ports: [80, 65536]                  | $.ports[1]               | 1 to 65535
          agent: {}, ports: ['80']                       | $.ports[0]               | a whole number
          agent: {}, ports: [80.5]                       | $.ports[0]               | a whole number
          agent: {}, ports: [80, 80]                     | $.ports                  | must differ
          agent: {}, ports: [1,2,3,4,5,6,7,8,9,10,11]    | $.ports                  | at most 10
          agent: {}, ports: [99999999999999999999]       | $.ports[0]               | 1 to 65535
          agent: {}, healthCheck: {}                     | $.healthCheck.path       | is missing
          agent: {}, healthCheck: {path: 'health'}       | $.healthCheck.path       | begins with /
          agent: {}, healthCheck: {path: '/a b'}         | $.healthCheck.path       | no spaces
          agent: {}, healthCheck: {path: '/a\\nb'}       | $.healthCheck.path       | no spaces
          agent: {}, healthCheck: {path: '/', port: 0}   | $.healthCheck.port       | 1 to 65535
          agent: {}, healthCheck: {path: '/', intervalSeconds: 0} | $.healthCheck.intervalSeconds | 1 to 3600
          agent: {}, frontend: 'frontend'                | $.frontend               | must be an object
          agent: {}, frontend: {directory: '../..'}      | $.frontend.directory     | a path inside the source
          agent: {}, frontend: {directory: '.'}          | $.frontend.directory     | the whole source
          agent: {}, frontend: {directory: 'nowhere'}    | $.frontend.directory     | there is no folder nowhere
          agent: {image: 'a:1'}, frontend: {}            | $.frontend.directory     | remove agent.image
          agent: {}, frontend: {image: ''}               | $.frontend.image         | the name of an image
          agent: {}, storage: {}                         | $.storage.enabled        | true or false
          agent: {}, storage: {enabled: 'yes'}           | $.storage.enabled        | true or false
          agent: {}, storage: {enabled: true, size: '10 GB'} | $.storage.size       | a number above 0
          agent: {}, storage: {enabled: true, mountPath: 'data'} | $.storage.mountPath | absolute
          agent: {}, storage: {enabled: true, mountPath: '/etc'} | $.storage.mountPath | would hide
          agent: {}, storage: {enabled: true, mountPath: '/data/..'} | $.storage.mountPath | would hide
          agent: {}, databases: {mysql: 'yes'}           | $.databases.mysql        | true or false
          agent: {}, databases: {postgres: true}         | $.databases.postgres     | mongo, mysql, redis
          agent: {}, deployments: {}                     | $.deployments            | must be a list
          agent: {}, deployments: [{}]                   | $.deployments[0].provider | is missing
          agent: {}, deployments: [{provider: 'mandala', projectID: 'A'}] | $.deployments[0].projectID | lower-case
          agent: {}, deployments: [{provider: 'mandala', network: 'moon'}] | $.deployments[0].network | mainnet, testnet
          agent: {}, deployments: [{provider: 'mandala', MandalaCloudURL: 'file:///etc'}] | $.deployments[0].MandalaCloudURL | http://
          agent: {}, deployments: [{provider: 'mandala', capabilities: {gpu: 1}}] | $.deployments[0].capabilities.gpu | true or false
          agent: {}, services: {}                        | $.agent                  | is not known
          agent: {}, schemaVersion: '1.0', services: {}  | $.services               | is not known
          schemaVersion: '2.0'                           | $.services               | at least one
          services: {}                                   | $.services               | at least one
          services: {A: {agent: {}}}                     | $.services.A             | part of a host name
          services: {'a.b': {agent: {}}}                 | $.services['a.b']        | part of a host name
          services: {a-frontend: {agent: {}}}            | $.services['a-frontend'] | must not end with -frontend
          services: {a: {}}                              | $.services.a.agent       | is missing
          services: {a: {agent: {}, provider: 'x'}}      | $.services.a.provider    | no entry of deployments
          services: {a: {agent: {}, x: 1}}               | $.services.a.x           | is not known
          services: {a: {agent: {}}}, links: [{}]        | $.links[0].from          | is missing
          services: {a: {agent: {}}}, links: [{from: 'a', to: 'b', envVar: 'B'}] | $.links[0].to | is no service; there are: a
          services: {a: {agent: {}}}, links: [{from: 'a', to: 'a', envVar: 'B'}] | $.links[0].to | the service itself
          services: {a: {agent: {}}, b: {agent: {}}}, links: [{from: 'a', to: 'b', envVar: 'B-C'}] | $.links[0].envVar | letters, digits and _
          """)
  void isRefused(String fields, String where, String words) {
    var problems = problems(ManifestTest.json(fields));

    assertThat(problems)
        .as("all problems: " + problems)
        .anySatisfy(
            problem -> {
              assertThat(problem.path()).isEqualTo(where);
              assertThat(problem.message()).contains(words);
            });
  }

  @Test
  void everythingIsSaidAtOnce() {
    var problems =
        problems(
            ManifestTest.json(
                "agent: {type: 'cobol', image: 'a b'}, ports: [0, 'x'], env: {'A-B': 1}, storage: {size: 'x'}"));

    assertThat(problems)
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "$.agent.type",
            "$.agent.image",
            "$.env['A-B']",
            "$.ports[0]",
            "$.ports[1]",
            "$.storage.enabled",
            "$.storage.size");
  }

  @Test
  void aCircleOfLinksIsShown() {
    var problems =
        problems(
            ManifestTest.json(
                """
                services: {a: {agent: {}}, b: {agent: {}}, c: {agent: {}}},
                links: [{from: 'a', to: 'b', envVar: 'B'}, {from: 'b', to: 'c', envVar: 'C'},
                        {from: 'c', to: 'b', envVar: 'B'}]
                """));

    assertThat(problems)
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("in a circle: b -> c -> b"));
  }

  @Test
  void twoLinksCannotGiveOneVariable() {
    var problems =
        problems(
            ManifestTest.json(
                """
                services: {a: {agent: {}}, b: {agent: {}}, c: {agent: {}}},
                links: [{from: 'a', to: 'b', envVar: 'URL'}, {from: 'a', to: 'c', envVar: 'URL'}]
                """));

    assertThat(problems).extracting(Problem::path).containsExactly("$.links[1].envVar");
  }

  @Test
  void aNameThatIsThereTwiceIsRefused() {
    var problems =
        problems(
            """
            {"schema": "mandala-agent", "agent": {},
             "env": {"A": "1", "A": "2"}}
            """);

    assertThat(problems)
        .containsExactly(
            new Problem("$.env.A", "is there twice (the second time at line 2, column 20)"));
  }

  @Test
  void aMissingSchemaIsSaid() {
    assertThat(problems("{\"agent\": {}}")).extracting(Problem::path).containsExactly("$.schema");
    assertThat(problems("{\"schema\": \"bsv-app\", \"agent\": {}}"))
        .extracting(Problem::path)
        .containsExactly("$.schema");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "no json",
        "{",
        "[]",
        "7",
        "null",
        "{\"schema\": \"mandala-agent\", \"agent\": {}} {}",
        "{'schema': 'mandala-agent'}",
        "{\"schema\": NaN}",
        "{\"a\": 1e99999999999999999999999}"
      })
  void whatIsNoObjectOfJsonIsRefused(String json) {
    assertThat(problems(json)).isNotEmpty().allSatisfy(p -> assertThat(p.message()).isNotBlank());
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    assertThat(problems(new byte[] {'{', (byte) 0xff, '}'}))
        .containsExactly(new Problem("$", "is not UTF-8"));
  }

  @Test
  void sizeAndDepthAreBounded() {
    assertThat(problems("\"" + "x".repeat(StrictJson.MOST_BYTES) + "\""))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("at most 256 KiB"));
    assertThat(problems("[".repeat(100_000))).hasSize(1);
  }

  @Test
  void aThousandProblemsAreCounted() {
    var fields =
        IntStream.range(0, 1000).mapToObj(i -> "x" + i + ": 1").collect(Collectors.joining(", "));

    var problems = problems(ManifestTest.json("agent: {}, " + fields));

    assertThat(problems).hasSize(51);
    assertThat(problems.getLast().message()).isEqualTo("and 950 more problems");
  }

  @Test
  void valuesOfVariablesAreNotRepeated() {
    var invalid =
        catchThrowableOfType(
            ManifestInvalid.class,
            () ->
                Manifest.read(
                    ManifestTest.json("agent: {}, env: {'A-B': 'hunter2', C: 'hunter2\\u0000'}")
                        .getBytes(StandardCharsets.UTF_8),
                    Tree.FULL));

    assertThat(invalid).hasMessageContaining("$.env.C").hasMessageNotContaining("hunter2");
  }

  @Test
  void whatIsRepeatedCannotTrickATerminal() {
    var message = problems(ManifestTest.json("agent: {}, '\\u001b[2J\\n\\u202e': 1")).toString();

    assertThat(message).doesNotContain("\u001b", "\n", "\u202e");
  }

  private static List<Problem> problems(String json) {
    return problems(json.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Problem> problems(byte[] json) {
    var invalid = catchThrowableOfType(ManifestInvalid.class, () -> Manifest.read(json, Tree.FULL));
    assertThat(invalid).as("it is refused").isNotNull();
    return invalid.problems();
  }
}
