package network.mandala.builder.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import network.mandala.builder.registry.RegistryFault.Kind;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The client against the real registry, which asks for tokens as ours does. */
class RegistryClientIT {
  @RegisterExtension static final LocalRegistry REGISTRY = LocalRegistry.withTokens();

  @TempDir Path folder;

  @AfterEach
  void grantEverything() {
    REGISTRY.tokens().grantEverything();
  }

  @Test
  void storesAndReadsABlob() throws IOException {
    Path large = Files.write(folder.resolve("large"), randomBytes(3 << 20));
    var digest = Digest.of(Files.readAllBytes(large));
    Path copy = folder.resolve("copy");
    try (var client = REGISTRY.client()) {
      client.pushBlob("demo/large", digest, large, Progress.SILENT);
      client.pullBlob("demo/large", digest, copy, 4 << 20, Progress.SILENT);
    }

    assertThat(copy).hasSameBinaryContentAs(large);
  }

  @Test
  void asksForNoMoreThanItNeeds() {
    int before = REGISTRY.tokens().asked().size();
    try (var client = REGISTRY.client()) {
      client.pushBlob("demo/scopes", "a".getBytes(UTF_8));
    }

    var asked = REGISTRY.tokens().asked();
    assertThat(Set.copyOf(asked.subList(before, asked.size())))
        .containsExactlyInAnyOrder(
            "repository:demo/scopes:pull", "repository:demo/scopes:pull,push");
  }

  @Test
  void asksForOneTokenForManyBlobs() {
    int before = REGISTRY.tokens().asked().size();
    try (var client = REGISTRY.client()) {
      for (int i = 0; i < 5; i++) {
        client.pushBlob("demo/many", ("blob " + i).getBytes(UTF_8));
      }
    }

    assertThat(REGISTRY.tokens().asked().size() - before).isEqualTo(2);
  }

  @Test
  void tellsTheProgressOfAnUploadUpToItsEnd() throws IOException {
    Path file = Files.write(folder.resolve("file"), randomBytes(1 << 20));
    var moved = new ArrayList<Long>();
    try (var client = REGISTRY.client()) {
      client.pushBlob(
          "demo/progress",
          Digest.of(Files.readAllBytes(file)),
          file,
          (done, total) -> moved.add(done));
    }

    assertThat(moved).isSorted().endsWith(1L << 20).hasSizeGreaterThan(3);
  }

  @Test
  void mountsABlobOfAnotherRepositoryWithoutMovingIt() {
    try (var client = REGISTRY.client()) {
      var digest = client.pushBlob("mandala/base", "a layer".getBytes(UTF_8));
      int before = REGISTRY.requestCount();

      boolean mounted = client.mountBlob("demo/mounted", "mandala/base", digest);

      assertThat(mounted).isTrue();
      assertThat(REGISTRY.requestsSince(before))
          .noneMatch(request -> request.startsWith("PUT") || request.startsWith("PATCH"));
      assertThat(client.hasBlob("demo/mounted", digest)).isTrue();
    }
  }

  @Test
  void saysWhenABlobCannotBeMounted() {
    try (var client = REGISTRY.client()) {
      assertThat(client.mountBlob("demo/unmounted", "mandala/base", Digest.of(new byte[] {1})))
          .isFalse();
    }
  }

  @Test
  void isToldWhereItsRightsEnd() {
    REGISTRY.tokens().grantOnly(Map.of("demo/", Set.of("pull")));
    try (var client = REGISTRY.client()) {
      assertFault(
          Kind.DENIED,
          "does not let demo:*** push to demo/readonly",
          () -> client.pushBlob("demo/readonly", "x".getBytes(UTF_8)));
      assertFault(
          Kind.DENIED,
          "does not let demo:*** pull from other/secret",
          () -> client.manifest(REGISTRY.reference("other/secret:1")));
    }
  }

  @Test
  void refusesToBeNobodyOrSomebodyElse() {
    for (var credentials : List.of(Credentials.ANONYMOUS, new Credentials("demo", "wrong"))) {
      try (var client = REGISTRY.client(credentials)) {
        assertFault(
            Kind.DENIED, "does not let", () -> client.pushBlob("demo/x", "x".getBytes(UTF_8)));
      }
    }
  }

  @Test
  void namesWhatIsMissing() {
    try (var client = REGISTRY.client()) {
      var missing = REGISTRY.reference("demo/missing@sha256:" + "0".repeat(64));
      assertFault(
          Kind.NOT_FOUND, missing + " is not in the registry", () -> client.manifest(missing));
      assertFault(
          Kind.NOT_FOUND,
          "is not in the registry",
          () ->
              client.pullBlob(
                  "demo/missing",
                  new Digest(missing.selector()),
                  folder.resolve("x"),
                  10,
                  Progress.SILENT));
    }
  }

  @Test
  void takesNoOtherContentThanTheDigestNames() throws IOException {
    try (var client = REGISTRY.client()) {
      var digest = client.pushBlob("demo/damaged", "original".getBytes(UTF_8));
      Files.writeString(REGISTRY.storedBlob(digest), "tampered");

      assertFault(
          Kind.CORRUPT,
          "came with other content",
          () -> client.pullBlob("demo/damaged", digest, folder.resolve("x"), 100, Progress.SILENT));
    }
  }

  @Test
  void takesNoOtherManifestThanTheDigestNames() throws IOException {
    try (var client = REGISTRY.client()) {
      client.pushBlob("demo/manifest", "{}".getBytes(UTF_8));
      byte[] manifest =
          ("{\"schemaVersion\":2,\"mediaType\":\""
                  + Manifest.IMAGE
                  + "\",\"config\":{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\""
                  + Digest.of("{}".getBytes(UTF_8))
                  + "\",\"size\":2},\"layers\":[]}")
              .getBytes(UTF_8);
      var digest =
          client.pushManifest(REGISTRY.reference("demo/manifest:1"), Manifest.IMAGE, manifest);
      assertThat(client.manifest(REGISTRY.reference("demo/manifest:1")).digest()).isEqualTo(digest);
      Files.writeString(
          REGISTRY.storedBlob(digest),
          new String(manifest, UTF_8).replace("\"layers\":[]", "\"layers\" :[]"));

      assertThatThrownBy(() -> client.manifest(REGISTRY.reference("demo/manifest@" + digest)))
          .isInstanceOf(RegistryFault.class);
    }
  }

  @Test
  void stopsAtTheSizeThatTheCallerTakes() throws IOException {
    try (var client = REGISTRY.client()) {
      var digest = client.pushBlob("demo/large", new byte[1 << 20]);
      Path file = folder.resolve("x");

      assertFault(
          Kind.TOO_LARGE,
          "is larger than 1000 bytes",
          () -> client.pullBlob("demo/large", digest, file, 1000, Progress.SILENT));

      assertThat(Files.size(file)).isLessThanOrEqualTo(1000);
    }
  }

  @Test
  void saysThatTheRegistryDoesNotAnswerAndRecoversWithIt() throws Exception {
    try (var client = REGISTRY.client()) {
      var digest = client.pushBlob("demo/down", "x".getBytes(UTF_8));
      REGISTRY.stop();
      try {
        assertFault(
            Kind.UNAVAILABLE,
            "registry " + REGISTRY.host() + " does not answer",
            () -> client.hasBlob("demo/down", digest));
      } finally {
        REGISTRY.start();
      }

      assertThat(client.hasBlob("demo/down", digest)).isTrue();
    }
  }

  private static void assertFault(Kind kind, String words, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RegistryFault.class, fault -> assertThat(fault.kind()).isEqualTo(kind))
        .hasMessageContaining(words);
  }

  private static byte[] randomBytes(int count) {
    var bytes = new byte[count];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
