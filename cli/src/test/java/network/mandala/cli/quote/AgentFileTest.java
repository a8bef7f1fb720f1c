package network.mandala.cli.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import network.mandala.cli.console.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentFileTest {

  private static final String AGENT =
      """
      apiVersion: mandala.network/v1alpha1
      kind: Agent
      metadata: {name: hello, namespace: mandala-project-demo}
      spec: %s
      """;

  @Test
  void takesEveryAgentAndLeavesOtherKindsAlone() {
    var agents =
        AgentFile.read(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: keys}
            ---
            apiVersion: mandala.network/v1alpha1
            kind: Agent
            metadata: {name: a, namespace: mandala-project-demo}
            spec: {source: {image: web}, resources: {cpu: 2}}
            ---
            ---
            apiVersion: v1
            kind: List
            items:
            - apiVersion: mandala.network/v1alpha1
              kind: Agent
              metadata: {name: b}
              spec: {source: {image: web}, scaling: {max: 3, sleep: {}}, env: {}}
            """,
            "agents.yaml");

    assertThat(agents).extracting(Wanted::name).containsExactly("a", "b");
    assertThat(agents).extracting(Wanted::project).containsExactly("demo", "");
    assertThat(agents.getFirst().spec().resources().cpu()).isEqualTo("2");
    assertThat(agents.getLast().spec().scaling().max()).isEqualTo(3);
  }

  @Test
  void takesJson() {
    var agents =
        AgentFile.read(
            "{\"apiVersion\":\"mandala.network/v1alpha1\",\"kind\":\"Agent\",\"metadata\":{\"name\":\"a\"},\"spec\":{}}",
            "agent.json");

    assertThat(agents).extracting(Wanted::name).containsExactly("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {resources: {cpus: 2}}                   | spec.resources.cpus is no field of an Agent
          {resource: {cpu: 2}}                     | spec.resource is no field of an Agent
          {resources: {cpu: lots}}                 | spec.resources.cpu is 'lots': it must be a quantity
          {resources: {memory: -1Gi}}              | spec.resources.memory is '-1Gi': it must be a quantity
          {resources: 5}                           | spec.resources cannot be read
          {resources: {gpu: two}}                  | spec.resources.gpu cannot be read
          {resources: {gpu: 65}}                   | spec.resources.gpu is 65: it must be 0 to 64
          {scaling: {min: 3, max: 2}}              | scaling.min (3) must not exceed scaling.max (2)
          {scaling: {max: 1000}}                   | spec.scaling.max is 1000: it must be 1 to 100
          {storage: {size: 10 GB}}                 | spec.storage.size is '10 GB': it must be a quantity
          {databases: {mysql: {memory: x}}}        | spec.databases.mysql.memory is 'x'
          {frontend: {image: w, replicas: 0}}      | spec.frontend.replicas is 0
          text                                     | has no spec
          """)
  void namesTheFieldThatIsWrong(String spec, String words) {
    assertThatThrownBy(() -> AgentFile.read(AGENT.formatted(spec), "agent.yaml"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("hello")
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                                                         | has no Agent
          just text                                                                  | has no Agent
          kind: Pod                                                                  | has no Agent
          {apiVersion: other/v1, kind: Agent}                                        | has no Agent
          {apiVersion: mandala.network/v1alpha1, kind: Agent}                        | without metadata.name
          {apiVersion: mandala.network/v1alpha1, kind: Agent, metadata: {name: a}}   | agent a has no spec
          a: [                                                                       | is not YAML in line 1
          a: 1, a: 2                                                                 | is not YAML
          """)
  void saysWhatIsWrongWithTheFile(String text, String words) {
    assertThatThrownBy(() -> AgentFile.read(text == null ? "" : text, "agent.yaml"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("agent")
        .hasMessageContaining(words);
  }
}
