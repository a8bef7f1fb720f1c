package network.mandala.cli.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import network.mandala.builder.artifact.ArtifactStore;
import network.mandala.builder.artifact.Limits;
import network.mandala.builder.registry.Credentials;
import network.mandala.builder.registry.Manifest;
import network.mandala.builder.registry.Progress;
import network.mandala.builder.registry.Reference;
import network.mandala.builder.registry.RegistryClient;
import network.mandala.builder.registry.Transport;

/** The cluster's registry, with the credentials of a project. */
final class Registry {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Registry() {}

  /** Fails as the registry does when it has no such thing. */
  static Manifest manifest(TestProject project, String reference) {
    try (var registry =
        new RegistryClient(host(project), pullCredentials(project), Transport.PLAIN)) {
      return registry.manifest(Reference.parse(reference));
    }
  }

  /** Stores a folder as it is, without running it. Returns the artifact's reference. */
  static String push(TestProject project, String agent, Path folder) {
    try (var registry =
        new RegistryClient(host(project), pushCredentials(project), Transport.PLAIN)) {
      return new ArtifactStore(registry)
          .push(folder, source(project, agent), Limits.DEFAULT, Progress.SILENT)
          .reference()
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Stores any bytes as if they were a source artifact, as a tenant who means harm would. Returns
   * its reference.
   */
  static String pushRaw(TestProject project, String agent, byte[] layer) {
    try (var registry =
        new RegistryClient(host(project), pushCredentials(project), Transport.PLAIN)) {
      var target = source(project, agent);
      var manifest =
          JSON.createObjectNode()
              .put("schemaVersion", 2)
              .put("mediaType", Manifest.IMAGE)
              .put("artifactType", ArtifactStore.ARTIFACT_TYPE);
      var config = registry.pushBlob(target.repository(), "{}".getBytes(StandardCharsets.UTF_8));
      manifest
          .putObject("config")
          .put("mediaType", "application/vnd.oci.empty.v1+json")
          .put("digest", config.value())
          .put("size", 2);
      var content = registry.pushBlob(target.repository(), layer);
      manifest
          .putArray("layers")
          .addObject()
          .put("mediaType", ArtifactStore.LAYER_TYPE)
          .put("digest", content.value())
          .put("size", layer.length);
      return target
          .with(registry.pushManifest(target, Manifest.IMAGE, JSON.writeValueAsBytes(manifest)))
          .toString();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reference source(TestProject project, String agent) {
    return new Reference(host(project), project.name() + "/" + agent + "/source", "");
  }

  private static Credentials pushCredentials(TestProject project) {
    return new Credentials(
        secret(project, "mandala-registry-push", "username"),
        secret(project, "mandala-registry-push", "password"));
  }

  private static Credentials pullCredentials(TestProject project) {
    try {
      JsonNode config =
          JSON.readTree(secret(project, "mandala-registry-pull", ".dockerconfigjson"));
      var auth =
          new String(
              Base64.getDecoder()
                  .decode(config.at("/auths").path(host(project)).path("auth").asText()),
              StandardCharsets.UTF_8);
      int colon = auth.indexOf(':');
      return new Credentials(auth.substring(0, colon), auth.substring(colon + 1));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String host(TestProject project) {
    return secret(project, "mandala-registry-push", "host");
  }

  private static String secret(TestProject project, String name, String key) {
    var secret =
        TestCluster.client().secrets().inNamespace(project.namespace()).withName(name).get();
    return new String(
        Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
  }
}
