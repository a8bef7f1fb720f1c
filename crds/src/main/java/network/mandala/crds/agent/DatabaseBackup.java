package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import network.mandala.crds.format.Formats;

/** When copies of a database are made, and how many are kept. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "quantity(string(self.size)).compareTo(quantity(string(oldSelf.size))) >= 0",
    message = "the size of the volume of backups can grow but not shrink")
public record DatabaseBackup(
    @Pattern("^(@(hourly|daily|weekly|monthly)|[0-9*/,-]+( [0-9*/,-]+){4})$")
        @Size(max = 100)
        @JsonPropertyDescription(
            "When, in UTC: the five fields of cron (minute, hour, day, month, weekday), or "
                + "@hourly, @daily, @weekly, @monthly. Absent: once a night, at a minute that the "
                + "node chooses. Can be changed.")
        String schedule,
    @Default("7")
        @Min(1)
        @Max(1000)
        @JsonPropertyDescription(
            "How many copies are kept, those that were asked for among them; the oldest ones "
                + "are deleted. Default 7. Can be changed.")
        Integer keep,
    @Default("5Gi")
        @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "Size in bytes of the volume of the copies. Default 5Gi. Can grow where the "
                + "storage class allows it; cannot shrink.")
        String size) {
  public DatabaseBackup {
    keep = keep == null ? 7 : keep;
    size = size == null ? "5Gi" : size;
  }

  /** What holds for a database whose spec does not say. */
  public static DatabaseBackup standard() {
    return new DatabaseBackup(null, null, null);
  }
}
