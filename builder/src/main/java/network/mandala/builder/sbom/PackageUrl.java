package network.mandala.builder.sbom;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** How a part of a package URL is written (ECMA-427). */
final class PackageUrl {
  private PackageUrl() {}

  static String encode(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~")
        .replace("%3A", ":");
  }
}
