package network.mandala.operator.spore;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import network.mandala.builder.artifact.SporeStore;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.Progress;
import network.mandala.builder.registry.PushAccess;
import network.mandala.builder.registry.RegistryClient;
import network.mandala.identity.spore.BundleWriter;
import network.mandala.identity.spore.SporeKey;
import network.mandala.identity.spore.SporeManifest;
import network.mandala.operator.project.ProjectNames;

/** Somebody with a key who packs bundles and publishes them as the command line does. */
final class Publisher {

  private final SporeKey key = SporeKey.generate(new SecureRandom());
  private final KubernetesClient client;
  private final String project;

  Publisher(KubernetesClient client, String project) {
    this.client = client;
    this.project = project;
  }

  String publicKey() {
    return key.publicKey().base64();
  }

  byte[] pack(String manifest, byte[] program) {
    var out = new ByteArrayOutputStream();
    try {
      BundleWriter.write(
          SporeManifest.parse(manifest.getBytes(StandardCharsets.UTF_8)),
          key,
          () -> new ByteArrayInputStream(program),
          out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A small program of this name and version, which needs nothing. */
  byte[] pack(String name, String version, byte[] program) {
    return pack(
        "{\"name\": \"%s\", \"version\": \"%s\", \"command\": \"program\"}"
            .formatted(name, version),
        program);
  }

  /**
   * Whatever the file is.
   *
   * @return its digest
   */
  String publish(byte[] bundle) {
    var secret =
        client
            .secrets()
            .inNamespace(ProjectNames.namespaceOf(project))
            .withName(PushAccess.SECRET)
            .get();
    var access = PushAccess.parse(secret.getData());
    var digest = Digest.of(bundle);
    try (var registry =
        new RegistryClient(access.host(), access.credentials(), access.transport())) {
      Path file = Files.createTempFile("bundle", ".spore");
      Files.write(file, bundle);
      new SporeStore(registry).push(file, digest, access.spores(project), Progress.SILENT);
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return digest.value().substring("sha256:".length());
  }
}
