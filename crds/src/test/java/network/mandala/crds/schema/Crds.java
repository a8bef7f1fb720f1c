package network.mandala.crds.schema;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDGenerator.CRDOutput;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.job.InferenceJob;
import network.mandala.crds.project.Project;
import network.mandala.crds.runner.Runner;
import network.mandala.crds.spore.Spore;

/** The CRDs as the classes say them. */
final class Crds {
  static final List<Class<? extends CustomResource<?, ?>>> KINDS =
      List.of(Project.class, Agent.class, Spore.class, Runner.class, InferenceJob.class);

  static final ObjectMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .enable(Feature.MINIMIZE_QUOTES)
              .enable(Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .enable(Feature.INDENT_ARRAYS_WITH_INDICATOR)
              .disable(Feature.WRITE_DOC_START_MARKER)
              .disable(Feature.SPLIT_LINES)
              .build());

  private Crds() {}

  /** The finished CRD of a kind. */
  static ObjectNode generate(Class<? extends CustomResource<?, ?>> kind) {
    var crd = raw(kind);
    CrdFinish.apply(crd, kind);
    return crd;
  }

  static String yaml(ObjectNode crd) {
    try {
      return "# Generated from the classes of the module crds: change those, then run\n"
          + "#   mvn -pl crds test -Dtest=CommittedCrdsMatchTheClassesTest -Dcrds.write\n"
          + YAML.writeValueAsString(crd);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of the file in the chart. */
  static String fileName(ObjectNode crd) {
    return crd.at("/metadata/name").asText() + ".yaml";
  }

  private static ObjectNode raw(Class<? extends CustomResource<?, ?>> kind) {
    try (var output = new InMemory()) {
      new CRDGenerator()
          .withOutput(output)
          .customResourceClasses(List.of(kind))
          .forCRDVersions("v1")
          .generate();
      return (ObjectNode) YAML.readTree(output.bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class InMemory implements CRDOutput<ByteArrayOutputStream> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public ByteArrayOutputStream outputFor(String crdName) {
      return bytes;
    }

    @Override
    public void close() {}
  }
}
