package network.mandala.builder.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Documents about an image, attached to it as OCI 1.1 says: each is an artifact whose {@code
 * subject} is the image. A registry that keeps no list of them by itself (distribution 3.1 does
 * not) is given one under the tag that clients look for then.
 */
public final class Referrers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

  private final RegistryClient registry;

  public Referrers(RegistryClient registry) {
    this.registry = registry;
  }

  /**
   * One document.
   *
   * @param mediaType of it, and of the artifact that it comes in
   */
  public record Document(String mediaType, byte[] content) {}

  /**
   * Attaches documents to an image. Doing it again changes nothing.
   *
   * @param image by digest
   */
  public void attach(Reference image, List<Document> documents) {
    var subject = registry.manifest(image);
    var config = registry.pushBlob(image.repository(), EMPTY);
    var unlisted = new ArrayList<ObjectNode>();
    for (var document : documents) {
      var content = registry.pushBlob(image.repository(), document.content());
      byte[] manifest = manifest(subject, config, document, content);
      var digest = Digest.of(manifest);
      if (!registry.pushReferrer(image.with(digest), manifest)) {
        var entry = JSON.createObjectNode();
        describe(entry, Manifest.IMAGE, digest, manifest.length);
        unlisted.add(entry.put("artifactType", document.mediaType()));
      }
    }
    if (!unlisted.isEmpty()) {
      list(image, unlisted);
    }
  }

  /** The tag under which a client finds the list when the registry keeps none. */
  static String tag(Digest image) {
    return image.value().replace(':', '-');
  }

  private void list(Reference image, List<ObjectNode> entries) {
    var list = image.with(tag(new Digest(image.selector())));
    var listed = JSON.createArrayNode();
    try {
      listed.addAll((ArrayNode) registry.manifest(list).json().withArray("manifests"));
    } catch (RegistryFault fault) {
      if (fault.kind() != RegistryFault.Kind.NOT_FOUND) {
        throw fault;
      }
    }
    boolean changed = false;
    for (var entry : entries) {
      if (listed.findValuesAsText("digest").stream()
          .noneMatch(entry.path("digest").asText()::equals)) {
        listed.add(entry);
        changed = true;
      }
    }
    if (changed) {
      var index = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", Manifest.INDEX);
      index.set("manifests", listed);
      registry.pushManifest(list, Manifest.INDEX, bytes(index));
    }
  }

  private static byte[] manifest(
      Manifest subject, Digest config, Document document, Digest content) {
    var manifest = JSON.createObjectNode();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", Manifest.IMAGE);
    manifest.put("artifactType", document.mediaType());
    describe(manifest.putObject("config"), EMPTY_TYPE, config, EMPTY.length);
    describe(
        manifest.putArray("layers").addObject(),
        document.mediaType(),
        content,
        document.content().length);
    describe(manifest.putObject("subject"), subject.mediaType(), subject.digest(), subject.size());
    return bytes(manifest);
  }

  private static void describe(ObjectNode descriptor, String type, Digest digest, long size) {
    descriptor.put("mediaType", type).put("digest", digest.value()).put("size", size);
  }

  private static byte[] bytes(ObjectNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }
}
