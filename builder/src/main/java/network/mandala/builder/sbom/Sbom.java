package network.mandala.builder.sbom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A software bill of materials, CycloneDX 1.6 as JSON. It has no time and no random number in it,
 * so that the same image has the same one.
 *
 * @param packages those that were found, each once
 */
public record Sbom(byte[] json, int packages) {

  public static final String MEDIA_TYPE = "application/vnd.cyclonedx+json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_LICENSE = 200;

  /**
   * @param nodeModules folders that npm installed into; those that are not there do not count
   * @param pythonPackages folders that pip installed into
   * @param systems roots of whole file systems, where package managers of distributions keep their
   *     lists
   */
  public record Folders(List<Path> nodeModules, List<Path> pythonPackages, List<Path> systems) {
    public Folders(List<Path> nodeModules, List<Path> pythonPackages) {
      this(nodeModules, pythonPackages, List.of());
    }
  }

  /**
   * Describes an image.
   *
   * @param repository of the image, with its host
   * @param digest of the image
   * @param base the image that it was built on, as it was named
   * @param baseDigest of that, where it is known
   */
  public static Sbom of(
      String repository,
      String digest,
      String base,
      Optional<String> baseDigest,
      Packages packages) {
    var bom = document("mandala-builder", digest, packages);
    image(subject(bom), repository, digest);
    var components = bom.putArray("components");
    if (baseDigest.isPresent()) {
      image(components.addObject(), withoutSelector(base), baseDigest.get());
    }
    packages.all().forEach(found -> describe(components.addObject(), found));
    return new Sbom(bytes(bom), packages.all().size());
  }

  /**
   * Describes a program that is one file.
   *
   * @param name of it, any text
   * @param version any text
   * @param sha256 of the file, in hexadecimal digits
   * @param packages that were compiled into it
   */
  public static Sbom ofProgram(String name, String version, String sha256, Packages packages) {
    var bom = document("mandala", sha256, packages);
    var component = subject(bom).put("type", "application").put("bom-ref", "sha256:" + sha256);
    component.put("name", name).put("version", version);
    component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", sha256);
    var components = bom.putArray("components");
    packages.all().forEach(found -> describe(components.addObject(), found));
    return new Sbom(bytes(bom), packages.all().size());
  }

  private static ObjectNode document(String tool, String digest, Packages packages) {
    var bom = JSON.createObjectNode();
    bom.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
    bom.put("bomFormat", "CycloneDX");
    bom.put("specVersion", "1.6");
    bom.put("serialNumber", "urn:uuid:" + UUID.nameUUIDFromBytes(seed(digest, packages)));
    bom.put("version", 1);
    bom.putObject("metadata")
        .putObject("tools")
        .putArray("components")
        .addObject()
        .put("type", "application")
        .put("name", tool);
    return bom;
  }

  private static ObjectNode subject(ObjectNode bom) {
    return ((ObjectNode) bom.get("metadata")).putObject("component");
  }

  private static void image(ObjectNode component, String repository, String digest) {
    var name = repository.substring(repository.lastIndexOf('/') + 1);
    var purl =
        "pkg:oci/"
            + PackageUrl.encode(name)
            + "@"
            + PackageUrl.encode(digest)
            + "?repository_url="
            + PackageUrl.encode(repository);
    component.put("type", "container").put("bom-ref", purl).put("name", repository);
    component.put("version", digest).put("purl", purl);
  }

  private static void describe(ObjectNode component, InstalledPackage found) {
    component.put("type", "library").put("bom-ref", found.purl());
    if (!found.group().isEmpty()) {
      component.put("group", found.group());
    }
    component.put("name", found.name()).put("version", found.version());
    if (!found.sha512().isEmpty()) {
      component.putArray("hashes").addObject().put("alg", "SHA-512").put("content", found.sha512());
    }
    if (!found.license().isBlank()) {
      var license = found.license().strip();
      component
          .putArray("licenses")
          .addObject()
          .putObject("license")
          .put("name", license.substring(0, Math.min(license.length(), LONGEST_LICENSE)));
    }
    component.put("purl", found.purl());
  }

  private static String withoutSelector(String image) {
    int at = image.indexOf('@');
    var named = at < 0 ? image : image.substring(0, at);
    int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
    return colon < 0 ? named : named.substring(0, colon);
  }

  private static byte[] seed(String digest, Packages packages) {
    return (digest + packages.all()).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ObjectNode bom) {
    try {
      return JSON.writeValueAsBytes(bom);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }
}
