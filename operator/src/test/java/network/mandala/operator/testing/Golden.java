package network.mandala.operator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/** Whole objects as files: {@code golden/<case>.in.yaml} and {@code .out.yaml}. */
public final class Golden {

  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private Golden() {}

  /** What goes in. */
  public static <T> T read(String name, Class<T> type) {
    try (var in = Files.newInputStream(FOLDER.resolve(name + ".in.yaml"))) {
      return YAML.unmarshal(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compares with what came out when it was last looked at; {@code -Dgolden.write} rewrites it. */
  public static void assertMatches(String name, Collection<? extends HasMetadata> objects) {
    var file = FOLDER.resolve(name + ".out.yaml");
    var yaml = objects.stream().map(YAML::asYaml).collect(Collectors.joining());
    if (System.getProperty("golden.write") != null) {
      try {
        Files.writeString(file, yaml);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    assertThat(file).hasContent(yaml);
  }
}
