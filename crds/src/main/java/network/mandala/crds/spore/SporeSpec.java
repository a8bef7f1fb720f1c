package network.mandala.crds.spore;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import network.mandala.crds.format.Formats;
import network.mandala.crds.reference.EnvSource;

/** A signed bundle, and how it is to run. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.plan.min <= self.budget.maxInstances",
    message = "plan.min must not exceed budget.maxInstances")
@ValidationRule(
    value = "!has(self.plan.replicas) || self.plan.replicas <= self.budget.maxInstances",
    message = "plan.replicas must not exceed budget.maxInstances")
public record SporeSpec(
    @Required
        @JsonPropertyDescription(
            "The signed bundle. Its signer must be trusted by the Project. Can be changed: "
                + "the new bundle is started beside the old one and takes over when it is healthy "
                + "and warm.")
        SporeBundle bundle,
    @Default("{}")
        @JsonPropertyDescription("How many instances run, and where they listen. Can be changed.")
        SporePlan plan,
    @Default("{}")
        @JsonPropertyDescription(
            "The most that the spore may use, whatever plan and manifest say. Can be changed.")
        SporeBudget budget,
    @Default("6s")
        @Pattern(Formats.DURATION)
        @Size(max = 7)
        @JsonPropertyDescription(
            "How long the program may take from its start until GET /health answers with "
                + "200; asked every second, then it is started again. Default 6s. Can be changed: "
                + "a new roll-out.")
        String startup,
    @Default("2s")
        @Pattern(Formats.DURATION)
        @Size(max = 7)
        @JsonPropertyDescription(
            "How long a healthy new bundle runs before the routes switch to it. Default 2s. "
                + "Can be changed.")
        String warmup,
    @Default("30s")
        @Pattern(Formats.DURATION)
        @Size(max = 7)
        @JsonPropertyDescription(
            "How long the pods of the old bundle may finish their requests after the switch. "
                + "Default 30s. Can be changed.")
        String drain,
    @Default("refuse")
        @JsonPropertyDescription(
            "What happens to a bundle with a lower version than one that ran before. refuse: "
                + "it is not started; allow: it is rolled out. Default refuse. Can be changed.")
        Rollback rollback,
    @Size(max = 20)
        @JsonPropertyDescription(
            "Secrets and ConfigMaps whose keys become environment variables; the env of the "
                + "signed manifest wins. Default none. Can be changed: a new roll-out.")
        List<EnvSource> envFrom,
    @Default("false")
        @JsonPropertyDescription(
            "true takes the routes away and stops all instances. false starts the bundle "
                + "again. Default false. Can be changed.")
        Boolean suspend) {
  public SporeSpec {
    plan = plan == null ? SporePlan.standard() : plan;
    budget = budget == null ? SporeBudget.standard() : budget;
    startup = startup == null ? "6s" : startup;
    warmup = warmup == null ? "2s" : warmup;
    drain = drain == null ? "30s" : drain;
    rollback = rollback == null ? Rollback.REFUSE : rollback;
    envFrom = envFrom == null ? List.of() : List.copyOf(envFrom);
    suspend = suspend != null && suspend;
  }
}
