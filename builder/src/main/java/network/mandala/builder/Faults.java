package network.mandala.builder;

import com.google.cloud.tools.jib.api.RegistryAuthenticationFailedException;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import network.mandala.builder.artifact.SourceInvalid;
import network.mandala.builder.artifact.SourceRefused;
import network.mandala.builder.artifact.SourceTooLarge;
import network.mandala.builder.registry.RegistryFault;

/** Tells once, for all that can go wrong, whose fault it is. */
final class Faults {
  private Faults() {}

  /** What any failure of a step is; Jib wraps causes in causes. */
  static BuildFailed classify(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      var known = known(cause);
      if (known.isPresent()) {
        return known.get();
      }
    }
    return new BuildFailed(
        Reason.BUILDER_FAULT,
        "The builder failed, which is no fault of the source ("
            + failure
            + "): the log of the build has the details.",
        failure);
  }

  private static Optional<BuildFailed> known(Throwable cause) {
    return switch (cause) {
      case BuildFailed failed -> Optional.of(failed);
      case SourceRefused refused ->
          Optional.of(new BuildFailed(reason(refused), refused.getMessage(), refused));
      case RegistryFault fault -> Optional.of(of(fault));
      case RegistryUnauthorizedException e -> Optional.of(denied(e));
      case RegistryAuthenticationFailedException e when noAnswer(e).isEmpty() ->
          Optional.of(denied(e));
      case FileSystemException e when String.valueOf(e.getReason()).contains("No space left") ->
          Optional.of(diskFull(e));
      case IOException e when String.valueOf(e.getMessage()).contains("No space left") ->
          Optional.of(diskFull(e));
      case IOException e when isNoAnswer(e) ->
          Optional.of(
              new BuildFailed(
                  Reason.REGISTRY_UNAVAILABLE,
                  "The registry does not answer ("
                      + e.getMessage()
                      + "): the build is tried again.",
                  e));
      case RegistryException e when noAnswer(e).isEmpty() ->
          Optional.of(
              new BuildFailed(
                  Reason.REGISTRY_UNAVAILABLE,
                  "The registry answered what was not expected ("
                      + e.getMessage()
                      + "): the build is tried again.",
                  e));
      default -> Optional.empty();
    };
  }

  private static Reason reason(SourceRefused refused) {
    return switch (refused) {
      case SourceInvalid invalid -> Reason.SOURCE_INVALID;
      case SourceTooLarge tooLarge -> Reason.SOURCE_TOO_LARGE;
    };
  }

  private static BuildFailed of(RegistryFault fault) {
    String message = sentence(fault.getMessage());
    return switch (fault.kind()) {
      case UNAVAILABLE, CORRUPT, UNEXPECTED ->
          new BuildFailed(
              Reason.REGISTRY_UNAVAILABLE, message + " The build is tried again.", fault);
      case DENIED ->
          new BuildFailed(Reason.REGISTRY_DENIED, message + " The build is tried again.", fault);
      case NOT_FOUND ->
          new BuildFailed(Reason.SOURCE_NOT_FOUND, message + " Push the source again.", fault);
      case TOO_LARGE -> new BuildFailed(Reason.SOURCE_TOO_LARGE, message, fault);
    };
  }

  private static String sentence(String message) {
    return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
  }

  private static BuildFailed denied(Exception e) {
    return new BuildFailed(
        Reason.REGISTRY_DENIED,
        "The registry refuses the credentials of this build ("
            + e.getMessage()
            + "): the build is tried again.",
        e);
  }

  private static BuildFailed diskFull(Exception e) {
    return new BuildFailed(
        Reason.DISK_FULL,
        "The disk of the node, or the space for builds on it, is full: the build is tried again.",
        e);
  }

  private static Optional<Throwable> noAnswer(Throwable failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (isNoAnswer(cause)) {
        return Optional.of(cause);
      }
    }
    return Optional.empty();
  }

  private static boolean isNoAnswer(Throwable cause) {
    return switch (cause) {
      case SocketException e -> true; // refused, reset, no route: ConnectException is one of them
      case SocketTimeoutException e -> true;
      case UnknownHostException e -> true;
      case SSLException e -> true;
      case com.google.cloud.tools.jib.http.ResponseException e ->
          e.getStatusCode() >= 500 || e.getStatusCode() == 429;
      default -> false;
    };
  }
}
