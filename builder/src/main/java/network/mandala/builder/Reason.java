package network.mandala.builder;

/**
 * Why a build failed, in the word that the operator puts into the Agent's condition, and who can
 * mend it.
 */
enum Reason {
  /** The tenant: the source has more bytes or files than the provider takes. */
  SOURCE_TOO_LARGE("SourceTooLarge", ExitCode.CHANGE_THE_SOURCE),
  /** The tenant: the archive, a file or a link in it is not taken. */
  SOURCE_INVALID("SourceInvalid", ExitCode.CHANGE_THE_SOURCE),
  /** The tenant: the file that starts the program is not there. */
  ENTRY_MISSING("EntryMissing", ExitCode.CHANGE_THE_SOURCE),
  /** The tenant: the Dockerfile is not there. */
  DOCKERFILE_MISSING("DockerfileMissing", ExitCode.CHANGE_THE_SOURCE),
  /** The tenant: what the steps of a Dockerfile have left is no image. */
  IMAGE_INVALID("BuildFailed", ExitCode.CHANGE_THE_SOURCE),
  /** The tenant: the artifact is not in the registry. */
  SOURCE_NOT_FOUND("SourceNotFound", ExitCode.CHANGE_THE_SOURCE),
  /** Time, or the provider: the registry does not answer, or fails. */
  REGISTRY_UNAVAILABLE("RegistryUnavailable", ExitCode.TRY_AGAIN),
  /** Time (a new grant), or the provider: the registry refuses the credentials of the build. */
  REGISTRY_DENIED("RegistryDenied", ExitCode.TRY_AGAIN),
  /** The provider: the base image is not in its registry. */
  BASE_IMAGE_NOT_FOUND("BaseImageNotFound", ExitCode.TRY_AGAIN),
  /** Time, or the provider: the disk of the node is full. */
  DISK_FULL("DiskFull", ExitCode.TRY_AGAIN),
  /** The authors: a fault of the builder itself, or of how it was started. */
  BUILDER_FAULT("BuilderFault", ExitCode.BUG);

  private final String word;
  private final int exitCode;

  Reason(String word, int exitCode) {
    this.word = word;
    this.exitCode = exitCode;
  }

  /** As it is written in conditions. */
  String word() {
    return word;
  }

  int exitCode() {
    return exitCode;
  }
}
