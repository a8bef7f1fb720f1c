package network.mandala.bridge.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.mandala.bridge.http.Json;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.project.ProjectDeployments.Newest;
import network.mandala.bridge.route.Call;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Network;
import network.mandala.crds.project.Project;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.manifest.Manifest;

/** Make, list and show projects. */
public final class ProjectEndpoints {
  private static final String KEY = "[0-9a-f]{64}";

  private final ProjectStore projects;
  private final ProjectCreation creation;
  private final CustomHosts hosts;
  private final ProjectDeployments deployments;
  private final ProjectKeyring keyring;
  private final Clock clock;

  public ProjectEndpoints(
      ProjectStore projects,
      ProjectCreation creation,
      CustomHosts hosts,
      ProjectDeployments deployments,
      ProjectKeyring keyring,
      Clock clock) {
    this.projects = projects;
    this.creation = creation;
    this.hosts = hosts;
    this.deployments = deployments;
    this.keyring = keyring;
    this.clock = clock;
  }

  /** The caller becomes its owner. */
  public Reply create(Call call) {
    var key = key(call.body().path("privateKey"));
    var name = call.body().path("name").asText("");
    if (name.length() > ProjectCreation.LONGEST_NAME) {
      throw Refusal.of(
          400, "Invalid name: it has at most " + ProjectCreation.LONGEST_NAME + " characters");
    }
    var project =
        creation.create(
            call.identity(),
            name.isBlank() ? null : name,
            call.body().path("network").asText("").equals("testnet") ? Network.TEST : Network.MAIN);
    key.ifPresent(given -> keyring.keep(project, given));
    if (call.body().path("requiresBlockchainFunding").asBoolean(false)) {
      keyring.begin(project);
    }
    return Reply.ok(
        Map.of("projectId", project.getMetadata().getName(), "message", "Project created"));
  }

  private static Optional<WalletKey> key(JsonNode given) {
    if (given.isMissingNode() || given.isNull()) {
      return Optional.empty();
    }
    try {
      if (given.isTextual() && given.textValue().matches(KEY)) {
        return Optional.of(WalletKey.parse(given.textValue()));
      }
    } catch (InvalidKey e) {
      // Of the right form, and not on the curve.
    }
    throw Refusal.of(400, "Invalid private key");
  }

  public Reply list(Call call) {
    var reply = Json.object();
    var list = reply.putArray("projects");
    for (var project : projects.of(call.identity())) {
      list.addObject()
          .put("id", project.getMetadata().getName())
          .put("name", name(project))
          .put("network", network(project))
          // A decimal of their database: a string with eight places.
          .put("balance", balance(project) + ".00000000")
          .put("created_at", project.getMetadata().getCreationTimestamp());
    }
    return Reply.ok(reply);
  }

  public Reply info(Call call, Project project) {
    var newest = deployments.newest(project.getMetadata().getName());
    var agents = Serving.inOrder(projects.agents(project), newest);
    var serving = Serving.of(agents, newest);
    var reply = Json.object();
    reply.put("id", project.getMetadata().getName());
    reply.put("name", name(project));
    reply.put("network", network(project));
    var status = reply.putObject("status");
    status.put("online", serving.online());
    status.put("lastChecked", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    domains(status.putObject("domains"), agents);
    status.put("deploymentId", serving.deploymentId());
    reply.putObject("billing").put("balance", balance(project));
    reply.put("sslEnabled", status.path("domains").path("ssl").booleanValue());
    var custom = hosts.of(project.getMetadata().getName());
    reply
        .putObject("customDomains")
        .put("frontend", custom.frontend())
        .put("agent", custom.agent())
        .put("backend", custom.agent());
    var variables = deployments.variables(project, call.identity());
    if (variables.isEmpty()) {
      reply.putNull("agentConfig");
    } else {
      variables.forEach(reply.putObject("agentConfig")::put);
    }
    // Of nodes whose manifests have several services.
    reply.put(
        "serviceName",
        newest.map(Newest::agent).filter(name -> !name.equals(Manifest.AGENT)).orElse(null));
    var links = reply.putArray("serviceLinks");
    for (var link : deployments.links(project.getMetadata().getName())) {
      links.addObject().put("envVar", link.envVar()).put("url", link.url());
    }
    // Of the oldest networks, whose clients print them.
    reply.putNull("webUIConfig").put("engine_config", "{}");
    reply.put("requiresBlockchainFunding", project.getSpec().bridge().blockchainFunding() ? 1 : 0);
    return Reply.ok(reply);
  }

  /** Both names of an agent's host: the older nodes call it backend. */
  private static void domains(ObjectNode domains, List<Agent> agents) {
    boolean tls = false;
    for (var agent : agents) {
      if (agent.getStatus() == null) {
        continue;
      }
      var url = agent.getStatus().url();
      if (url != null && !domains.has("agent")) {
        domains.put("agent", URI.create(url).getHost());
        domains.put("backend", URI.create(url).getHost());
        tls |= url.startsWith("https:");
      }
      var frontend = agent.getStatus().frontendUrl();
      if (frontend != null && !domains.has("frontend")) {
        domains.put("frontend", URI.create(frontend).getHost());
      }
    }
    domains.put("ssl", tls);
  }

  private static String name(Project project) {
    var name = project.getSpec().displayName();
    return name == null ? project.getMetadata().getName() : name;
  }

  private static String network(Project project) {
    return project.getSpec().network() == Network.TEST ? "testnet" : "mainnet";
  }

  private static long balance(Project project) {
    var status = project.getStatus();
    return status == null || status.balance() == null || status.balance().satoshis() == null
        ? 0
        : status.balance().satoshis();
  }
}
