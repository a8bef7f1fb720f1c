package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import network.mandala.crds.format.Formats;

/** One domain of an agent, and the proof that it belongs to the project. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DomainStatus(
    @Required @Size(max = 253) @JsonPropertyDescription("The host name.") String host,
    @JsonPropertyDescription(
            "Verified: the proof was found. Pending: not yet. Failed: it has been missing for "
                + "too long, or the name is not for tenants.")
        DomainState state,
    @Pattern(Formats.TIME)
        @JsonPropertyDescription(
            "Since when the proof stands without an end. Of two projects with a proof the "
                + "earlier one has the domain.")
        String verifiedAt,
    @Pattern(Formats.TIME)
        @JsonPropertyDescription(
            "Since when the proof of a verified domain has been missing. Absent: it is there.")
        String missingSince,
    @Pattern(Formats.TIME)
        @JsonPropertyDescription("When a name server last said whether the proof is there.")
        String checkedAt,
    @Size(max = 1000) @JsonPropertyDescription("What was found, and what to do next.")
        String message,
    @JsonPropertyDescription(
            "Its certificate. Absent: the node gets none for it; the ingress controller has one "
                + "of its own, or the domain answers over http only.")
        DomainCertificate certificate,
    @Default("Agent")
        @JsonPropertyDescription(
            "Agent: it is in spec.domains. Frontend: it is in spec.frontend.domains, or goes with "
                + "one there. Default Agent.")
        DomainTarget leadsTo,
    @Size(max = 253)
        @JsonPropertyDescription(
            "The domain that this one goes with, as www.example.com does with example.com: the "
                + "proof of that one counts. Absent: the spec names it.")
        String impliedBy) {
  public DomainStatus {
    leadsTo = leadsTo == null ? DomainTarget.AGENT : leadsTo;
  }

  /** The same domain with what is known of its certificate. */
  public DomainStatus with(DomainCertificate newCertificate) {
    return new DomainStatus(
        host,
        state,
        verifiedAt,
        missingSince,
        checkedAt,
        message,
        newCertificate,
        leadsTo,
        impliedBy);
  }
}
