package network.mandala.crds.runner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import network.mandala.crds.format.Formats;

/** The model that a runner serves. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.id == oldSelf.id",
    message = "model.id cannot be changed: make another Runner for another model")
@ValidationRule(
    value = "!has(self.source) || !self.source.startsWith('https://') || has(self.sha256)",
    message =
        "model.sha256 is required with an https source: it is what makes the file trustworthy")
public record Model(
    @Required
        @Pattern("^[A-Za-z0-9][-A-Za-z0-9._:/]*$")
        @Size(min = 1, max = 200)
        @JsonPropertyDescription(
            "Id by which callers ask for the model, such as llama-3.2-1b. Cannot be changed: "
                + "make another Runner.")
        String id,
    @Size(max = 100)
        @JsonPropertyDescription("Family, such as llama. Only for people. Can be changed.")
        String family,
    @Size(max = 100) @JsonPropertyDescription("Version. Only for people. Can be changed.")
        String version,
    @Pattern("^(oci|https)://[^\\s]+$")
        @Size(min = 1, max = 1000)
        @JsonPropertyDescription(
            "Where the file comes from: oci://[host/]repository@sha256:<digest> (without a "
                + "host the node's registry, written oci:///repository) or https://. Absent: with "
                + "backend mock or with endpoint. Can be changed: pods are replaced.")
        String source,
    @Pattern(Formats.SHA256)
        @Size(min = 64, max = 64)
        @JsonPropertyDescription(
            "SHA-256 of the file in lower-case hex; a file with another one is not loaded. "
                + "Required with an https source. Can be changed: pods are replaced.")
        String sha256,
    @JsonPropertyDescription(
            "Format of the file: gguf, safetensors or onnx. Absent: what the backend reads. "
                + "Can be changed: pods are replaced.")
        ModelFormat format,
    @Min(1)
        @Max(16_777_216)
        @JsonPropertyDescription(
            "Tokens of prompt and answer together that the model is run with. Absent: what "
                + "the file says. Can be changed: pods are replaced.")
        Integer contextWindow) {}
