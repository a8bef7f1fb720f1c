package network.mandala.builder.artifact;

/**
 * What came out of an archive.
 *
 * @param files files and links
 * @param bytes of all files together
 */
public record Extracted(int files, long bytes) {}
