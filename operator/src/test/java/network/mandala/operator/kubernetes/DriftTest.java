package network.mandala.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DriftTest {

  private static final String DESIRED =
      """
      kind: Deployment
      metadata:
        name: hello
        labels: {a: b}
      spec:
        selector: {matchLabels: {app: hello}}
        template:
          spec:
            containers:
              - name: main
                image: one
                env: [{name: EMPTY, value: ""}, {name: PORT, value: "8080"}]
                ports: [{containerPort: 8080}]
                resources: {requests: {cpu: "0.5", memory: 1024Mi}}
                securityContext: {capabilities: {drop: [ALL]}}
            volumes: [{name: tmp, emptyDir: {}}]
      """;

  /** What the API server and controllers make of it. */
  private static final String LIVE =
      """
      kind: Deployment
      metadata:
        name: hello
        uid: "1"
        labels: {a: b, added: by-somebody}
        annotations: {deployment.kubernetes.io/revision: "1"}
      spec:
        replicas: 1
        progressDeadlineSeconds: 600
        selector: {matchLabels: {app: hello}}
        template:
          spec:
            containers:
              - name: sidecar
                image: injected
              - name: main
                image: one
                imagePullPolicy: Always
                env: [{name: EMPTY}, {name: PORT, value: "8080"}]
                ports: [{containerPort: 8080, protocol: TCP}]
                resources: {requests: {cpu: 500m, memory: 1Gi}}
                securityContext: {capabilities: {drop: [ALL]}}
            volumes: [{name: tmp, emptyDir: {}}]
      status: {replicas: 1}
      """;

  @Test
  void defaultsAdditionsAndOtherSpellingsAreNoDrift() {
    assertThat(Drift.between(yaml(DESIRED), yaml(LIVE))).isEmpty();
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of("image: one", "image: two", "spec.template.spec.containers[main].image"),
        Arguments.of(
            "cpu: 500m", "cpu: 501m", "spec.template.spec.containers[main].resources.requests.cpu"),
        Arguments.of(
            "value: \"8080\"",
            "value: \"8080.0\"",
            "spec.template.spec.containers[main].env[PORT].value"),
        Arguments.of(
            "{name: EMPTY}",
            "{name: EMPTY, value: x}",
            "spec.template.spec.containers[main].env[EMPTY].value"),
        Arguments.of("name: main", "name: other", "spec.template.spec.containers[main]"),
        Arguments.of(
            "drop: [ALL]",
            "drop: [ALL, CHOWN]",
            "spec.template.spec.containers[main].securityContext.capabilities.drop"),
        Arguments.of(
            "emptyDir: {}",
            "emptyDir: {medium: Memory}",
            "spec.template.spec.volumes[tmp].emptyDir"),
        Arguments.of("{app: hello}", "{app: hello, more: selective}", "spec.selector.matchLabels"),
        Arguments.of("{a: b, added: by-somebody}", "{a: c}", "metadata.labels.a"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("changes")
  void whatIsNotAsDesiredIsNamed(String from, String to, String path) {
    assertThat(LIVE).contains(from);

    assertThat(Drift.between(yaml(DESIRED), yaml(LIVE.replace(from, to)))).containsExactly(path);
  }

  static Stream<Arguments> fences() {
    var policy =
        """
        kind: NetworkPolicy
        spec:
          podSelector: {}
          egress:
            - ports: [{port: 53, protocol: UDP}]
            - to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8, 127.0.0.0/8]}}]
        """;
    return Stream.of(
        Arguments.of(policy, "podSelector: {}", "podSelector: {matchLabels: {a: b}}"),
        Arguments.of(policy, ", 127.0.0.0/8", ""),
        Arguments.of(policy, "{port: 53, protocol: UDP}", "{port: 53, protocol: UDP}, {port: 22}"),
        Arguments.of(policy, "    - to:", "    - {}\n    - to:"));
  }

  @ParameterizedTest(name = "{1} -> {2}")
  @MethodSource("fences")
  void aFenceWithAHoleIsDrift(String policy, String from, String to) {
    assertThat(policy).contains(from);

    assertThat(Drift.between(yaml(policy), yaml(policy))).isEmpty();
    assertThat(Drift.between(yaml(policy), yaml(policy.replace(from, to)))).isNotEmpty();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> yaml(String text) {
    return new KubernetesSerialization().unmarshal(text, Map.class);
  }
}
