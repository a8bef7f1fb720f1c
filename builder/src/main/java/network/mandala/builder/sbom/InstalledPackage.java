package network.mandala.builder.sbom;

import java.util.Comparator;

/**
 * One package of a language that was installed.
 *
 * @param group scope of an npm package with its @; empty: none
 * @param purl the package URL: type, name and version in one
 * @param license as the package says it; empty: it does not
 * @param sha512 of the archive it came in, hexadecimal; empty: not known
 */
record InstalledPackage(
    String group, String name, String version, String purl, String license, String sha512) {

  static final Comparator<InstalledPackage> ORDER = Comparator.comparing(InstalledPackage::purl);
}
