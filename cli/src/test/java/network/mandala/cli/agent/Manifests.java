package network.mandala.cli.agent;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import network.mandala.manifest.Manifest;
import network.mandala.manifest.SourceTree;

/** Manifests for tests, written as YAML flow. */
final class Manifests {
  private static final SourceTree EVERYTHING =
      new SourceTree() {
        @Override
        public boolean hasFile(String path) {
          return true;
        }

        @Override
        public boolean hasFolder(String path) {
          return true;
        }
      };

  private Manifests() {}

  static Manifest read(String... fields) {
    var yaml = "---\n{schema: mandala-agent, " + String.join(", ", fields) + "}";
    var json = Serialization.asJson(Serialization.unmarshal(yaml, Map.class));
    return Manifest.read(json.getBytes(StandardCharsets.UTF_8), EVERYTHING);
  }
}
