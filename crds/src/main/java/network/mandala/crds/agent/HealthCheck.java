package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/** The HTTP request by which a pod shows that it is well. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HealthCheck(
    @Default("/")
        @Pattern("^/[^\\s]*$")
        @Size(min = 1, max = 1000)
        @JsonPropertyDescription(
            "Path that is requested; any status from 200 to 399 is well. Default /. Can be "
                + "changed: pods are replaced.")
        String path,
    @Min(1)
        @Max(65535)
        @JsonPropertyDescription(
            "Port that is asked. Absent: the first of ports. Can be changed: pods are replaced.")
        Integer port,
    @Default("30")
        @Min(1)
        @Max(3600)
        @JsonPropertyDescription(
            "Seconds between two requests. Default 30. Can be changed: pods are replaced.")
        Integer intervalSeconds,
    @Default("5")
        @Min(1)
        @Max(300)
        @JsonPropertyDescription(
            "Seconds after which a request without an answer counts as failed. Default 5. "
                + "Can be changed: pods are replaced.")
        Integer timeoutSeconds,
    @Default("3")
        @Min(1)
        @Max(100)
        @JsonPropertyDescription(
            "Failed requests in a row after which the pod is restarted. Default 3. Can be "
                + "changed: pods are replaced.")
        Integer failureThreshold,
    @Min(1)
        @Max(3600)
        @JsonPropertyDescription(
            "Seconds that a new pod has to answer for the first time; after that it is "
                + "restarted. While they last, a failed request is no failure. More than the node "
                + "usually gives a new release (5 min) makes it wait as long. Absent: as long as "
                + "the node gives a new release. Can be changed: pods are replaced.")
        Integer startupSeconds) {
  public HealthCheck {
    path = path == null ? "/" : path;
    intervalSeconds = intervalSeconds == null ? 30 : intervalSeconds;
    timeoutSeconds = timeoutSeconds == null ? 5 : timeoutSeconds;
    failureThreshold = failureThreshold == null ? 3 : failureThreshold;
  }
}
