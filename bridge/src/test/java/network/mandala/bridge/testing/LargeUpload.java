package network.mandala.bridge.testing;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import network.mandala.crds.project.Network;
import network.mandala.crds.project.Project;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.Contacts;
import network.mandala.ledger.project.LedgerProject;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A source that is larger than the heap of whoever takes it, and a project that may upload it. */
public final class LargeUpload {
  private static final Duration LONGEST = Duration.ofMinutes(9);
  private static final int MEBIBYTE = 1 << 20;

  private final String project;
  private final String url;

  private LargeUpload(String project, String url) {
    this.project = project;
    this.url = url;
  }

  /**
   * Makes the project, does for it what the operator would, and opens a deployment.
   *
   * @param owner with a session
   * @param registry without a password
   */
  public static LargeUpload open(
      RawClient owner, KubernetesClient cluster, Ledger ledger, SwallowingRegistry registry) {
    call(owner, "/api/v1/register", "{}");
    var id =
        call(owner, "/api/v1/project/create", "{\"network\":\"testnet\"}")
            .body()
            .get("projectId")
            .textValue();
    var namespace = "mandala-project-" + id;
    cluster
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    cluster
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("mandala-registry-push")
                .endMetadata()
                .withStringData(
                    Map.of(
                        "host",
                        registry.host(),
                        "insecure",
                        "true",
                        "username",
                        "test",
                        "password",
                        "test"))
                .build())
        .create();
    cluster
        .resources(Project.class)
        .withName(id)
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"status\":{\"projectId\":\"%s\",\"namespace\":\"%s\"}}".formatted(id, namespace));
    ledger
        .projects()
        .register(new LedgerProject(id, id, namespace, id, Network.TEST, List.of(), Contacts.NONE));
    ledger.journal().credit(id, Satoshis.of(1000), "test-" + id, "test", "test");
    var url = call(owner, "/api/v1/project/" + id + "/deploy", "{}").body().get("url").textValue();
    return new LargeUpload(id, url);
  }

  private static RawClient.Answer call(RawClient owner, String path, String body) {
    var answer = owner.send(owner.post(path, body));
    if (answer.status() != 200) {
      throw new IllegalStateException(path + ": " + answer);
    }
    return answer;
  }

  /** Writes a source of so many mebibytes, packed, which cannot be packed any smaller. */
  public Path write(Path file, int mebibytes) throws IOException {
    var manifest =
        """
        {"schema":"mandala-agent","schemaVersion":"1.0","agent":{"runtime":"node"},
         "deployments":[{"provider":"mandala","projectID":"%s"}]}
        """
            .formatted(project)
            .getBytes(StandardCharsets.UTF_8);
    var some = new byte[MEBIBYTE];
    new Random(1).nextBytes(some);
    try (var tar =
        new TarArchiveOutputStream(
            new Stored(new BufferedOutputStream(Files.newOutputStream(file))), "UTF-8")) {
      put(tar, "agent-manifest.json", manifest.length);
      tar.write(manifest);
      tar.closeArchiveEntry();
      for (int i = 0; i < mebibytes; i++) {
        put(tar, "part-" + i, some.length);
        tar.write(some);
        tar.closeArchiveEntry();
      }
    }
    return file;
  }

  private static void put(TarArchiveOutputStream tar, String name, int size) throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(size);
    tar.putArchiveEntry(entry);
  }

  /** Gzip that only says so: nothing is gained with bytes at random. */
  private static final class Stored extends GZIPOutputStream {
    Stored(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.NO_COMPRESSION);
    }
  }

  /** What the node says to it. */
  public HttpResponse<String> send(Path file) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(LONGEST)
            .header("content-type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofFile(file))
            .build();
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
