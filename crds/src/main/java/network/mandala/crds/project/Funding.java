package network.mandala.crds.project;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import network.mandala.crds.format.Formats;

/** What happens when the balance of a project falls. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Funding(
    @Default("0")
        @Min(0)
        @Max(2_100_000_000_000_000L)
        @JsonPropertyDescription(
            "Satoshis. Below this balance all agents of the project are put to sleep: no "
                + "routes, no pods, all data kept. Default 0. Can be changed.")
        Long suspendBelowSatoshis,
    @Pattern(Formats.DURATION)
        @Size(max = 7)
        @JsonPropertyDescription(
            "How long a project may sleep for want of money before its volumes are deleted, "
                + "such as 30d. Absent: they are never deleted. Can be changed.")
        String reclaimAfter,
    @Size(max = 10)
        @JsonPropertyDescription(
            "Balances in satoshis: when the balance falls below one of them, an event and a "
                + "notice are sent once. At most 10. Default none. Can be changed.")
        List<@Min(0) @Max(2_100_000_000_000_000L) Long> alertsAtSatoshis) {
  public Funding {
    suspendBelowSatoshis = suspendBelowSatoshis == null ? 0L : suspendBelowSatoshis;
    alertsAtSatoshis = alertsAtSatoshis == null ? List.of() : List.copyOf(alertsAtSatoshis);
  }

  /** The funding of a project that names none. */
  public static Funding standard() {
    return new Funding(null, null, null);
  }
}
