package network.mandala.crds.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import network.mandala.crds.testing.ApiServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables {@code rules/<kind>.yaml}: what the server accepts, and what it says when not. */
class RulesOnTheApiServerTest {
  @RegisterExtension static final ApiServer api = ApiServer.shared();

  private static final String NAMESPACE = "rules";
  private static final AtomicInteger CASES = new AtomicInteger();

  /**
   * One row of a table.
   *
   * @param name of the object; absent: one is made
   * @param spec absent: the object has none
   * @param changedTo absent: the object is not changed
   * @param refused a part of the message; absent: the server accepts it
   */
  record Case(
      String name, Map<String, Object> spec, Map<String, Object> changedTo, String refused) {}

  @BeforeAll
  static void makeNamespace() {
    var namespace =
        new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build();
    api.client().resource(namespace).create();
  }

  static Stream<Arguments> cases() throws IOException {
    Stream<Arguments> all = Stream.empty();
    for (Class<? extends CustomResource<?, ?>> kind : Crds.KINDS) {
      String file = "/rules/" + kind.getSimpleName().toLowerCase(Locale.ROOT) + ".yaml";
      try (var in = RulesOnTheApiServerTest.class.getResourceAsStream(file)) {
        var rows = Crds.YAML.readValue(in, new TypeReference<List<Map<String, Object>>>() {});
        all =
            Stream.concat(
                all, rows.stream().map(row -> Arguments.of(kind, row.remove("case"), parse(row))));
      }
    }
    return all;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void theServerDecides(Class<? extends CustomResource<?, ?>> kind, String title, Case row) {
    Runnable attempt = () -> createAndChange(kind, row);

    if (row.refused() == null) {
      attempt.run();
    } else {
      assertThatThrownBy(attempt::run)
          .isInstanceOfSatisfying(
              KubernetesClientException.class,
              e -> assertThat(e.getStatus().getMessage()).contains(row.refused()));
    }
  }

  private static void createAndChange(Class<? extends CustomResource<?, ?>> kind, Case row) {
    var created = strictly(object(kind, row)).create();
    try {
      if (row.changedTo() != null) {
        created.setAdditionalProperty("spec", row.changedTo());
        strictly(created).update();
      }
    } finally {
      api.client().resource(created).delete();
    }
  }

  /** Strict: a field that the schema does not have is an error of the table, or its point. */
  private static NonDeletingOperation<GenericKubernetesResource> strictly(
      GenericKubernetesResource object) {
    return api.client().resource(object).fieldValidation(FieldValidateable.Validation.STRICT);
  }

  private static GenericKubernetesResource object(
      Class<? extends CustomResource<?, ?>> kind, Case row) {
    var object =
        new GenericKubernetesResourceBuilder()
            .withApiVersion("mandala.network/v1alpha1")
            .withKind(kind.getSimpleName())
            .withNewMetadata()
            .withName(row.name() == null ? "case-" + CASES.incrementAndGet() : row.name())
            .endMetadata()
            .build();
    if (Namespaced.class.isAssignableFrom(kind)) {
      object.getMetadata().setNamespace(NAMESPACE);
    }
    if (row.spec() != null) {
      object.setAdditionalProperty("spec", row.spec());
    }
    return object;
  }

  private static Case parse(Map<String, Object> row) {
    return Crds.YAML.convertValue(row, Case.class);
  }
}
