/**
 * A tenant's source: packed from a folder, kept in the registry by its digest, extracted again
 * without trusting it.
 *
 * <p>An artifact is an OCI manifest with one layer, a gzipped tar. Packing is deterministic, so an
 * unchanged folder is the same artifact and is not uploaded twice. Extracting takes no entry at its
 * word: see {@link network.mandala.builder.artifact.SourceArchive}.
 */
package network.mandala.builder.artifact;
