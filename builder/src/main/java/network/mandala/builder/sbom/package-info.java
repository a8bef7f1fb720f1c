/**
 * What an image was made of, for people who look for weaknesses in it later: the packages that were
 * installed, as a CycloneDX document. Pure but for reading the folders it is given; equal folders
 * give equal bytes.
 */
package network.mandala.builder.sbom;
