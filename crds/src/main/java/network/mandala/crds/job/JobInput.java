package network.mandala.crds.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import network.mandala.crds.reference.SecretKey;

/** The prompt of a job. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.text) != has(self.secretRef)",
    message = "give exactly one of input.text and input.secretRef")
public record JobInput(
    @Size(min = 1, max = 262144)
        @JsonPropertyDescription(
            "The prompt, at most 262144 characters. Everybody who may read the resource can "
                + "read it: use secretRef for private text. Exactly one of text and secretRef.")
        String text,
    @JsonPropertyDescription("Secret key that holds the prompt. Exactly one of text and secretRef.")
        SecretKey secretRef) {}
