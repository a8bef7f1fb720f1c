package network.mandala.crds.reference;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;

/** A Secret or a ConfigMap all of whose keys become environment variables. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.secretRef) != has(self.configMapRef)",
    message = "each entry of envFrom needs exactly one of secretRef and configMapRef")
public record EnvSource(
    @JsonPropertyDescription(
            "Secret whose keys become environment variables. Exactly one of secretRef and "
                + "configMapRef.")
        NamedObject secretRef,
    @JsonPropertyDescription(
            "ConfigMap whose keys become environment variables. Exactly one of secretRef and "
                + "configMapRef.")
        NamedObject configMapRef) {}
