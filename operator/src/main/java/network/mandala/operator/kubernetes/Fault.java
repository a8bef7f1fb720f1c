package network.mandala.operator.kubernetes;

import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/** Who has to act on an exception: the user, nobody (it passes), or we. */
public sealed interface Fault {

  /** Not valid as it stands. */
  String INVALID_SPEC = "InvalidSpec";

  /** A quota of the namespace is used up. */
  String QUOTA_EXCEEDED = "QuotaExceeded";

  /** An object of this name exists and is not ours. */
  String NAME_TAKEN = "NameTaken";

  /** The user must change something: a condition. */
  record UserError(String reason, String fix) implements Fault {}

  /** Passes by itself: retried with back-off, quietly. */
  record Transient(Throwable cause) implements Fault {}

  /** Ours: logged as ERROR, counted. */
  record Bug(Throwable cause) implements Fault {}

  /** A word for the {@code class} label of metrics. */
  default String word() {
    return switch (this) {
      case UserError user -> "user";
      case Transient passing -> "transient";
      case Bug bug -> "bug";
    };
  }

  /** One line for what passes or a person can change, the whole exception for what is ours. */
  default void logTo(Logger log) {
    switch (this) {
      case UserError user -> log.warn("{}: {}", user.reason, user.fix);
      case Transient passing -> log.warn("Will be tried again: {}", passing.cause.toString());
      case Bug bug -> log.error("Reconciling failed", bug.cause);
    }
  }

  static Fault classify(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      switch (t) {
        case Refused refused -> {
          return new UserError(refused.reason(), refused.fix());
        }
        case KubernetesClientException answer -> {
          return classify(answer);
        }
        case IOException noAnswer -> {
          return new Transient(noAnswer);
        }
        default -> {}
      }
    }
    return new Bug(thrown);
  }

  private static Fault classify(KubernetesClientException e) {
    int code = e.getCode();
    if (code <= 0 || code == 409 || code == 429 || code >= 500) {
      return new Transient(e);
    }
    var message = e.getStatus() == null ? "" : String.valueOf(e.getStatus().getMessage());
    if (code == 403 && message.contains("exceeded quota")) {
      return new UserError(QUOTA_EXCEEDED, message.substring(message.indexOf("exceeded quota")));
    }
    if (code == 404 || isOfEndingNamespace(e)) {
      // Something that was there a moment ago is going away; the next event says what to do.
      return new Transient(e);
    }
    if (code == 403 && message.contains("status unknown for quota")) {
      // The quota is new: nobody has counted yet.
      return new Transient(e);
    }
    if (code == 403 && message.contains("maximum storage usage per PersistentVolumeClaim")) {
      return new UserError(
          QUOTA_EXCEEDED,
          message.substring(message.indexOf("maximum storage usage"))
              + " Ask for a smaller volume, or for a higher quota.");
    }
    if (code == 403 && message.contains("must support resize")) {
      return new UserError(
          INVALID_SPEC,
          "A volume cannot grow here: its storage class does not allow it. Give it the size that it has."
              + " Kubernetes says: "
              + message);
    }
    if (code == 422) {
      return new UserError(INVALID_SPEC, "Kubernetes refuses " + refusal(e, message));
    }
    return new Bug(e);
  }

  /** Nothing new is made in a namespace that is being deleted. */
  static boolean isOfEndingNamespace(KubernetesClientException e) {
    return e.getCode() == 403
        && e.getStatus() != null
        && String.valueOf(e.getStatus().getMessage()).contains("being terminated");
  }

  private static String refusal(KubernetesClientException e, String message) {
    var details = e.getStatus() == null ? null : e.getStatus().getDetails();
    if (details == null || details.getCauses().isEmpty()) {
      return message;
    }
    return details.getKind()
        + " "
        + details.getName()
        + ": "
        + details.getCauses().stream().map(Fault::describe).collect(Collectors.joining("; "));
  }

  private static String describe(StatusCause cause) {
    return cause.getField() == null
        ? cause.getMessage()
        : cause.getField() + ": " + cause.getMessage();
  }
}
