package network.mandala.builder.artifact;

import java.util.List;

/**
 * What went into an archive.
 *
 * @param files files and links
 * @param bytes of all files together, before compression
 * @param packedBytes size of the archive
 * @param leftOut paths that were left out, folders with a slash at the end, sorted
 */
public record Packed(int files, long bytes, long packedBytes, List<String> leftOut) {}
