package network.mandala.crds.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApiServerTest {
  @RegisterExtension static final ApiServer api = ApiServer.aloneWithControllers();

  @Test
  void remembersEverythingOverACrash() {
    api.client().resource(namespace("remembered")).create();

    api.stop();

    assertThatThrownBy(() -> api.client().namespaces().withName("remembered").get())
        .isInstanceOf(KubernetesClientException.class);

    api.start();

    assertThat(api.client().namespaces().withName("remembered").get()).isNotNull();
  }

  @Test
  void controllersCollectWhatAnOwnerLeaves() {
    api.client().resource(namespace("collected")).create();
    var owner = api.client().resource(configMap("owner", null)).create();
    api.client().resource(configMap("owned", owner)).create();

    api.client().resource(owner).delete();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                api.client().configMaps().inNamespace("collected").withName("owned").get() == null);
  }

  @Test
  void somebodyElseHasNoRights() {
    try (KubernetesClient stranger =
        new KubernetesClientBuilder().withConfig(api.configAs("stranger", "strangers")).build()) {
      assertThatThrownBy(() -> stranger.namespaces().list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    }
  }

  private static Namespace namespace(String name) {
    return new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  private static ConfigMap configMap(String name, ConfigMap owner) {
    var builder =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace("collected")
            .endMetadata();
    if (owner != null) {
      builder
          .editMetadata()
          .addNewOwnerReference()
          .withApiVersion("v1")
          .withKind("ConfigMap")
          .withName(owner.getMetadata().getName())
          .withUid(owner.getMetadata().getUid())
          .endOwnerReference()
          .endMetadata();
    }
    return builder.build();
  }
}
