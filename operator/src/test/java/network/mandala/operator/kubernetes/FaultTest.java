package network.mandala.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import java.net.ConnectException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTest {

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(0, "", Fault.Transient.class),
        Arguments.of(409, "", Fault.Transient.class),
        Arguments.of(429, "", Fault.Transient.class),
        Arguments.of(500, "", Fault.Transient.class),
        Arguments.of(503, "", Fault.Transient.class),
        Arguments.of(404, "namespaces \"x\" not found", Fault.Transient.class),
        Arguments.of(403, "namespace x because it is being terminated", Fault.Transient.class),
        Arguments.of(
            403, "pods \"x\" is forbidden: exceeded quota: mandala", Fault.UserError.class),
        Arguments.of(
            403,
            "persistentvolumeclaims \"x\" is forbidden: maximum storage usage per PersistentVolumeClaim is 2Gi",
            Fault.UserError.class),
        Arguments.of(422, "invalid", Fault.UserError.class),
        Arguments.of(
            403,
            "persistentvolumeclaims \"x\" is forbidden: the storageclass must support resize",
            Fault.UserError.class),
        Arguments.of(403, "User cannot patch", Fault.Bug.class),
        Arguments.of(400, "bad request", Fault.Bug.class));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("answers")
  void anAnswerOfTheApiServerSaysWhoHasToAct(int code, String message, Class<?> fault) {
    var answer = new KubernetesClientException(message, code, status(code, message));

    assertThat(Fault.classify(answer)).isInstanceOf(fault);
    assertThat(Fault.classify(new OperatorException(answer))).isInstanceOf(fault);
  }

  @Test
  void noAnswerPasses() {
    assertThat(Fault.classify(new OperatorException(new ConnectException("refused"))))
        .isInstanceOf(Fault.Transient.class);
  }

  @Test
  void aRefusalKeepsItsWords() {
    assertThat(Fault.classify(new RuntimeException(new Refused("NameTaken", "rename it"))))
        .isEqualTo(new Fault.UserError("NameTaken", "rename it"));
  }

  @Test
  void whatKubernetesRefusesIsToldWithTheField() {
    var status =
        new StatusBuilder(status(422, "long text"))
            .withNewDetails()
            .withKind("Deployment")
            .withName("hello")
            .addNewCause("spec.replicas", "must be >= 0", "FieldValueInvalid")
            .endDetails()
            .build();

    assertThat(Fault.classify(new KubernetesClientException("m", 422, status)))
        .isEqualTo(
            new Fault.UserError(
                "InvalidSpec", "Kubernetes refuses Deployment hello: spec.replicas: must be >= 0"));
  }

  @Test
  void anythingElseIsOurs() {
    assertThat(Fault.classify(new NullPointerException())).isInstanceOf(Fault.Bug.class);
  }

  private static Status status(int code, String message) {
    return new StatusBuilder().withCode(code).withMessage(message).build();
  }
}
