package network.mandala.crds.runner;

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
import network.mandala.crds.reference.SecretKey;

/** A pool of warm pods that serve one model, or a server elsewhere that does. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!(has(self.image) && has(self.endpoint))",
    message = "give image (pods are made) or endpoint (a server elsewhere), not both")
@ValidationRule(
    value = "self.backend != 'http' || has(self.image) || has(self.endpoint)",
    message = "backend http needs an image that serves the runner contract, or an endpoint")
@ValidationRule(
    value =
        "!(self.backend in ['llama_cpp', 'vllm', 'onnx']) || has(self.endpoint) || "
            + "has(self.model.source)",
    message =
        "model.source is required with backends llama_cpp, vllm and onnx, unless endpoint is given")
@ValidationRule(
    value =
        "!has(self.model.format) || !(self.backend in ['llama_cpp', 'vllm', 'onnx']) || "
            + "self.model.format == (self.backend == 'llama_cpp' ? 'gguf' : self.backend == 'vllm' "
            + "? 'safetensors' : 'onnx')",
    message = "llama_cpp reads gguf, vllm safetensors, onnx onnx: change model.format or backend")
@ValidationRule(
    value = "!has(self.apiKey) || has(self.endpoint)",
    message = "apiKey is for endpoint; remove it or give endpoint")
@ValidationRule(
    value =
        "!has(self.endpoint) || self.sandbox.mode == 'disabled' || "
            + "!has(self.sandbox.allowedEndpoints) || self.sandbox.allowedEndpoints.size() == 0 || "
            + "self.sandbox.allowedEndpoints.exists(o, self.endpoint == o || "
            + "self.endpoint.startsWith(o + '/'))",
    message = "endpoint is at none of the origins in sandbox.allowedEndpoints")
public record RunnerSpec(
    @Required
        @JsonPropertyDescription(
            "Program that runs the model: mock (tests only), http (a server of the uniform "
                + "runner contract), llama_cpp, vllm or onnx. Can be changed: pods are replaced.")
        Backend backend,
    @Required @JsonPropertyDescription("The model that is served.") Model model,
    @Pattern(Formats.IMAGE)
        @Size(min = 1, max = 500)
        @JsonPropertyDescription(
            "Image of the backend. Absent: the image of the node for the backend; for http "
                + "it is required unless endpoint is given. Can be changed: pods are replaced.")
        String image,
    @Pattern("^https?://[a-z0-9.-]+(:[0-9]{1,5})?(/[^\\s]*)?$")
        @Size(min = 8, max = 1000)
        @JsonPropertyDescription(
            "Base URL of a server that runs elsewhere; then no pods are made. Absent: pods "
                + "are made. Can be changed.")
        String endpoint,
    @JsonPropertyDescription(
            "Secret key with the API key for endpoint, sent as a bearer token. Absent: none. "
                + "Can be changed.")
        SecretKey apiKey,
    @Default("{}")
        @JsonPropertyDescription(
            "What each pod is given. Not used with endpoint. Can be changed: pods are replaced.")
        RunnerResources resources,
    @Default("{}")
        @JsonPropertyDescription(
            "How many pods are kept warm. Not used with endpoint. Can be changed.")
        RunnerScaling scaling,
    @Default("{}")
        @JsonPropertyDescription("What a request costs, and how it is paid. Can be changed.")
        Pricing pricing,
    @Default("{}")
        @JsonPropertyDescription(
            "What is accepted; a request beyond it is refused before it reaches the model. "
                + "Can be changed.")
        Limits limits,
    @Default("{}") @JsonPropertyDescription("What the pods may reach. Can be changed.")
        Sandbox sandbox,
    @Size(max = 7)
        @JsonPropertyDescription(
            "What requests may ask of the model; announced to routers. Empty: text only "
                + "(GEN_CHUNK). Default empty. Can be changed.")
        List<JobType> jobTypes,
    @Size(max = 100)
        @JsonPropertyDescription(
            "Region that is announced to routers, such as eu-west. Absent: none. Can be changed.")
        String region,
    @Default("false")
        @JsonPropertyDescription(
            "true takes the runner from the gateway and stops all pods; the model file "
                + "stays. Default false. Can be changed.")
        Boolean suspend) {
  public RunnerSpec {
    resources = resources == null ? RunnerResources.standard() : resources;
    scaling = scaling == null ? RunnerScaling.standard() : scaling;
    pricing = pricing == null ? Pricing.standard() : pricing;
    limits = limits == null ? Limits.standard() : limits;
    sandbox = sandbox == null ? Sandbox.standard() : sandbox;
    jobTypes = jobTypes == null ? List.of() : List.copyOf(jobTypes);
    suspend = suspend != null && suspend;
  }
}
