package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.crds.format.Formats;
import network.mandala.crds.reference.EnvSource;

/** What a tenant asks for: one long-running program, reachable at a URL, paid by its project. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.source.artifact) || has(self.runtime)",
    message = "runtime is required with source.artifact: node, python or docker")
@ValidationRule(
    value = "has(self.source.artifact) || (!has(self.runtime) && !has(self.build))",
    message =
        "runtime and build say how source.artifact is built; remove them, or give "
            + "source.artifact in place of source.image")
@ValidationRule(
    value =
        "!has(self.build) || !has(self.build.dockerfile) || (has(self.runtime) && "
            + "self.runtime == 'docker')",
    message = "build.dockerfile needs runtime docker")
@ValidationRule(
    value =
        "!has(self.build) || !has(self.build.npmrc) || (has(self.runtime) && self.runtime == 'node')",
    message = "build.npmrc needs runtime node")
@ValidationRule(
    value =
        "!has(self.build) || !has(self.build.pipConf) || (has(self.runtime) && "
            + "self.runtime == 'python')",
    message = "build.pipConf needs runtime python")
@ValidationRule(
    value = "!has(self.frontend) || !has(self.frontend.directory) || has(self.source.artifact)",
    message =
        "frontend.directory is a folder of source.artifact; use frontend.image with source.image")
@ValidationRule(
    value = "!has(self.env) || self.env.all(name, name.matches('^[A-Za-z_][A-Za-z0-9_]*$'))",
    message = "names in env have letters, digits and _ only and do not start with a digit")
@ValidationRule(
    value =
        "!has(self.storage) || (has(self.scaling.replicas) ? self.scaling.replicas <= 1 : "
            + "self.scaling.max <= 1)",
    message =
        "storage can be used by one pod only: set scaling.max (or scaling.replicas) to 1, or "
            + "remove storage")
@ValidationRule(
    value =
        "self.resources.gpu == 0 || has(self.scaling.replicas) || self.scaling.min == "
            + "self.scaling.max",
    message =
        "an agent with GPUs is not scaled by load, which is measured in CPU and memory: set "
            + "scaling.min and scaling.max to the same number, or set scaling.replicas")
@ValidationRule(
    value =
        "!has(self.domains) || !has(self.frontend) || !has(self.frontend.domains) || "
            + "!self.domains.exists(d, d in self.frontend.domains)",
    message = "a domain leads to the agent or to its frontend: remove it from one of the lists")
@ValidationRule(
    value = "self.ports.all(p, self.ports.exists_one(q, q == p))",
    message = "ports must differ from each other")
public record AgentSpec(
    @Required
        @JsonPropertyDescription(
            "Where the program comes from: an image, or source to build one from. Can be "
                + "changed: a new release.")
        AgentSource source,
    @JsonPropertyDescription(
            "What runs the source: node, python or docker (a Dockerfile in it). Required "
                + "with source.artifact, refused with source.image. Can be changed: a new build.")
        Runtime runtime,
    @Default("custom")
        @JsonPropertyDescription(
            "Convention that the source follows: custom and openclaw have none; agidentity is "
                + "started by dist/start.js, which npm run build makes, keeps its data below "
                + "/data and is told its port as AUTH_SERVER_PORT. Default custom. Can be "
                + "changed: a new build.")
        AgentType type,
    @JsonPropertyDescription(
            "How the image is built; only with source.artifact. Absent: the defaults. Can be "
                + "changed: a new build.")
        AgentBuild build,
    @Size(max = 64)
        @JsonPropertyDescription(
            "Replaces the entrypoint of the image. Empty: the entrypoint of the image. "
                + "Default empty. Can be changed: pods are replaced.")
        List<@Size(max = 8192) String> command,
    @Size(max = 256)
        @JsonPropertyDescription(
            "Replaces the arguments of the image. Empty: the arguments of the image. Default "
                + "empty. Can be changed: pods are replaced.")
        List<@Size(max = 8192) String> args,
    @Size(max = 200)
        @JsonPropertyDescription(
            "Environment variables, name to value, at most 200. Who may read this resource "
                + "can read them: put secret values into a Secret and name it in envFrom. PORT and "
                + "names that start with MANDALA_ are set by the node and win. Default none. Can "
                + "be changed: pods are replaced.")
        Map<String, @Size(max = 32768) String> env,
    @Size(max = 20)
        @JsonPropertyDescription(
            "Secrets and ConfigMaps whose keys become environment variables; later ones win, "
                + "and env wins over all. Default none. Can be changed: pods are replaced.")
        List<EnvSource> envFrom,
    @Default("{}")
        @JsonPropertyDescription("What each pod is given. Can be changed: pods are replaced.")
        Resources resources,
    @Default("[8080]")
        @Size(min = 1, max = 10)
        @JsonPropertyDescription(
            "TCP ports that the program listens on. The first one answers at the URL, and "
                + "the program is told it as PORT. Default [8080]. Can be changed: pods are "
                + "replaced.")
        List<@Min(1) @Max(65535) Integer> ports,
    @JsonPropertyDescription(
            "HTTP request by which a pod shows that it is well. Absent: it is well when the "
                + "first port accepts connections. Can be changed: pods are replaced.")
        HealthCheck healthCheck,
    @Default("30")
        @Min(1)
        @Max(600)
        @JsonPropertyDescription(
            "Seconds that the program has to finish what it is doing after it was told to end "
                + "(SIGTERM), before it is killed. New requests stop coming some seconds before. "
                + "Default 30. Can be changed: pods are replaced.")
        Integer terminationGraceSeconds,
    @JsonPropertyDescription(
            "A volume that outlives the pods; one pod at a time can use it, so a new release "
                + "starts after the old pod has ended, and nothing answers in between. Absent: "
                + "none. Can be added; removing it deletes the data unless retain is keep.")
        Storage storage,
    @Default("{}")
        @JsonPropertyDescription(
            "Database servers of its own for this agent: their URLs and passwords are in its "
                + "environment, where env wins over them and they win over envFrom. Default none. "
                + "Adding or removing one makes a release.")
        Databases databases,
    @JsonPropertyDescription(
            "Static files or an image that answers at a host of its own beside the agent. "
                + "Absent: none. Can be changed.")
        Frontend frontend,
    @Size(max = 20)
        @JsonPropertyDescription(
            "Further host names that answer, in lower case; each needs a DNS record that "
                + "points to the node and a TXT record that proves it to be yours, which "
                + "status.domains names. At most 20. Default none. Can be changed without a new "
                + "release.")
        List<@Pattern(Formats.HOST) @Size(min = 4, max = 253) String> domains,
    @Default("{}")
        @JsonPropertyDescription(
            "How many pods run: a fixed number, or between min and max as the load asks for. "
                + "Can be changed at once.")
        Scaling scaling,
    @Pattern(Formats.NAME)
        @Size(min = 1, max = 63)
        @JsonPropertyDescription(
            "Id of a release in status.releases to run in place of the newest: a roll-back. "
                + "Absent: the newest. Can be changed.")
        String release,
    @Default("false")
        @JsonPropertyDescription(
            "true takes the routes away and stops all pods; data and releases stay. false "
                + "runs the release that ran before. Default false. Can be changed.")
        Boolean suspend,
    @Pattern(Formats.TIME)
        @Size(max = 40)
        @JsonPropertyDescription(
            "When a restart was last asked for (RFC 3339): a new value replaces all pods, with "
                + "the same image and configuration, as a roll-out does. Absent: never. Can be "
                + "changed.")
        String restartedAt) {
  public AgentSpec {
    type = type == null ? AgentType.CUSTOM : type;
    command = command == null ? List.of() : List.copyOf(command);
    args = args == null ? List.of() : List.copyOf(args);
    env = env == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(env));
    envFrom = envFrom == null ? List.of() : List.copyOf(envFrom);
    resources = resources == null ? Resources.standard() : resources;
    ports = ports == null || ports.isEmpty() ? List.of(8080) : List.copyOf(ports);
    terminationGraceSeconds = terminationGraceSeconds == null ? 30 : terminationGraceSeconds;
    databases = databases == null ? Databases.none() : databases;
    domains = domains == null ? List.of() : List.copyOf(domains);
    scaling = scaling == null ? Scaling.standard() : scaling;
    suspend = suspend != null && suspend;
  }
}
