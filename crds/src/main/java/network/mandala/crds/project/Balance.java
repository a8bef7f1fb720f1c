package network.mandala.crds.project;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import network.mandala.crds.format.Formats;

/** The money of a project, as the ledger had it at an instant. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Balance(
    @JsonPropertyDescription("Balance in satoshis; negative when more was used than was paid.")
        Long satoshis,
    @Pattern(Formats.TIME)
        @JsonPropertyDescription("Since when the ledger has this balance (RFC 3339).")
        String asOf,
    @Size(max = 20)
        @JsonPropertyDescription(
            "How long the balance lasts at the present use, such as 12d or 3h. Absent: not "
                + "known, or nothing is used.")
        String runway,
    @Min(0) @JsonPropertyDescription("Satoshis per hour that were used of late. Absent: not known.")
        Long satoshisPerHour) {}
