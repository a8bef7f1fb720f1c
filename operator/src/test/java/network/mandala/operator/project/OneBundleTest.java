package network.mandala.operator.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import org.junit.jupiter.api.Test;

class OneBundleTest {

  private final OneBundle bundle = new OneBundle();

  @Test
  void keepsOneTextForEqualBundles() {
    var first = kept("certificates");

    var second = kept("certificates");

    assertThat(second.getData()).isSameAs(first.getData()).containsEntry("ca.crt", "certificates");
  }

  @Test
  void leavesABundleThatDiffersAsItIs() {
    var first = kept("certificates");

    var drifted = kept("something else");

    assertThat(drifted.getData()).containsEntry("ca.crt", "something else");
    assertThat(first.getData()).containsEntry("ca.crt", "certificates");
  }

  private ConfigMap kept(String text) {
    var configMap =
        ProjectSecrets.desiredTrust(
            "demo", "mandala-project-demo", new StringBuilder(text).toString());
    bundle.accept(configMap);
    return configMap;
  }
}
