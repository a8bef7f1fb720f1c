package network.mandala.cli.spore;

import java.nio.file.Path;
import network.mandala.builder.sbom.Sbom;

/** Documents about a bundle, in files beside it that are named by its digest. */
enum Attachment {
  SBOM(".sbom.cdx.json", Sbom.MEDIA_TYPE),
  PROVENANCE(".provenance.json", "application/vnd.in-toto+json");

  private final String ending;
  private final String mediaType;

  Attachment(String ending, String mediaType) {
    this.ending = ending;
    this.mediaType = mediaType;
  }

  Path in(Path folder, String digest) {
    return folder.resolve(digest + ending);
  }

  String mediaType() {
    return mediaType;
  }
}
