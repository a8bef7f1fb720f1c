package network.mandala.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventSeriesBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records transitions of our resources as Kubernetes events; safe to use from many threads. The
 * same words about the same resource are one event that counts. An event that cannot be written is
 * logged: nothing fails because of it.
 */
public final class Events {

  /** Whether somebody should act on an event. */
  public enum Weight {
    NORMAL("Normal"),
    WARNING("Warning");

    private final String word;

    Weight(String word) {
      this.word = word;
    }
  }

  private static final Logger log = LoggerFactory.getLogger(Events.class);
  private static final int CONFLICT = 409;
  private static final int MAX_NOTE = 1000;
  private static final int MAX_NAME = 220;
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubernetesClient client;
  private final Clock clock;
  private final String instance;

  /**
   * @param instance which process speaks: the name of the pod
   */
  public Events(KubernetesClient client, Clock clock, String instance) {
    this.client = client;
    this.clock = clock;
    this.instance = instance;
  }

  /**
   * @param reason the CamelCase word that the condition has too
   * @param message for a person; at most 1000 characters are kept
   */
  public void record(HasMetadata about, Weight weight, String reason, String message) {
    var event = event(about, weight, reason, message);
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        countAgain(event);
      } else if (Fault.isOfEndingNamespace(e)) {
        log.debug("Event {} was not recorded: its namespace ends", reason);
      } else {
        log.warn("Event {} was not recorded: {}", reason, e.getMessage());
      }
    }
  }

  private void countAgain(Event event) {
    try {
      client
          .resource(event)
          .edit(
              before -> {
                var series = before.getSeries();
                int count = series == null || series.getCount() == null ? 1 : series.getCount();
                before.setSeries(
                    new EventSeriesBuilder()
                        .withCount(count + 1)
                        .withLastObservedTime(event.getEventTime())
                        .build());
                return before;
              });
    } catch (KubernetesClientException e) {
      log.warn("Event {} was not counted again: {}", event.getReason(), e.getMessage());
    }
  }

  private Event event(HasMetadata about, Weight weight, String reason, String message) {
    var metadata = about.getMetadata();
    var note = message.length() > MAX_NOTE ? message.substring(0, MAX_NOTE - 1) + "…" : message;
    var hash = Hashes.hex(metadata.getUid() + "\n" + reason + "\n" + note, 16);
    var name = metadata.getName();
    return new EventBuilder()
        .withNewMetadata()
        .withName((name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name) + "." + hash)
        // The events of cluster-scoped resources live in "default": the API server insists.
        .withNamespace(metadata.getNamespace() == null ? "default" : metadata.getNamespace())
        .endMetadata()
        .withEventTime(new MicroTime(MICROS.format(clock.instant())))
        .withReportingController("mandala.network/operator")
        .withReportingInstance(instance)
        .withType(weight.word)
        .withAction(reason)
        .withReason(reason)
        .withNote(note)
        .withRegarding(
            new ObjectReferenceBuilder()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withName(name)
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .build())
        .build();
  }
}
