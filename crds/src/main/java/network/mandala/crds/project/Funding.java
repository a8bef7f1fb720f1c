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
            "How long a project may sleep for want of money before all its volumes are "
                + "deleted, those of databases and those that are to be kept included, such as "
                + "30d. Events and the condition Funded say when. Absent: they are never deleted. "
                + "Can be changed.")
        String reclaimAfter,
    @Default(
            "[1000000000,200000000,30000000,10000000,0,-1000000,-20000000,-100000000,"
                + "-1000000000,-10000000000]")
        @Size(max = 10)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonPropertyDescription(
            "Balances in satoshis, also below 0: the contacts are told each time the balance falls "
                + "below one of them or rises to it again. Below the lowest that is still above "
                + "suspendBelowSatoshis the project counts as running low. At most 10; an empty "
                + "list: none. Default: 10 from 1000000000 down to -10000000000. Can be changed.")
        List<@Min(-2_100_000_000_000_000L) @Max(2_100_000_000_000_000L) Long> alertsAtSatoshis,
    @Default("{}")
        @JsonPropertyDescription(
            "Who is told when the balance crosses one of alertsAtSatoshis. Can be changed.")
        Contacts contacts) {

  private static final List<Long> STANDARD_ALERTS =
      List.of(
          1_000_000_000L,
          200_000_000L,
          30_000_000L,
          10_000_000L,
          0L,
          -1_000_000L,
          -20_000_000L,
          -100_000_000L,
          -1_000_000_000L,
          -10_000_000_000L);

  public Funding {
    suspendBelowSatoshis = suspendBelowSatoshis == null ? 0L : suspendBelowSatoshis;
    alertsAtSatoshis = alertsAtSatoshis == null ? STANDARD_ALERTS : List.copyOf(alertsAtSatoshis);
    contacts = contacts == null ? Contacts.nobody() : contacts;
  }

  /** The funding of a project that names none. */
  public static Funding standard() {
    return new Funding(null, null, null, null);
  }
}
