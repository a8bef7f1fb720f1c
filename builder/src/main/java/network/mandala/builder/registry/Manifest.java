package network.mandala.builder.registry;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A manifest as the registry keeps it.
 *
 * @param digest over its bytes exactly as they were stored
 * @param size of these bytes
 */
public record Manifest(Digest digest, long size, String mediaType, JsonNode json) {
  public static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
  public static final String INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String DOCKER_IMAGE = "application/vnd.docker.distribution.manifest.v2+json";
  public static final String DOCKER_INDEX =
      "application/vnd.docker.distribution.manifest.list.v2+json";

  /** Whether this only lists manifests of several platforms. */
  public boolean isIndex() {
    return mediaType.equals(INDEX) || mediaType.equals(DOCKER_INDEX);
  }
}
