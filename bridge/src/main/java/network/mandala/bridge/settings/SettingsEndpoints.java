package network.mandala.bridge.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import network.mandala.bridge.environment.VariableNames;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.project.ProjectAccess;
import network.mandala.bridge.project.ServiceLinks;
import network.mandala.bridge.route.Call;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.Role;

/** Settings as the older nodes take them. */
public final class SettingsEndpoints {
  private static final String NOT_LINKS = "links must be an array of { envVar, url }";
  private static final Pattern URL = Pattern.compile("https?://[\\x21-\\x7e]{1,2000}");

  private final Settings settings;
  private final ProjectFunding funding;
  private final ServiceLinks links;

  public SettingsEndpoints(Settings settings, ProjectFunding funding, ServiceLinks links) {
    this.settings = settings;
    this.funding = funding;
    this.links = links;
  }

  /** Replaces everything. */
  public Reply config(Call call, Project project) {
    if (!(call.body().get("config") instanceof ObjectNode config)) {
      throw Refusal.of(400, "Invalid config - must be an object");
    }
    settings.replace(project, variables(config), call.identity());
    return Reply.ok(Map.of("message", "Agent config updated"));
  }

  /** Adds to what is there; says whether the project has a key, and whether secrets are shown. */
  public Reply update(Call call, Project project) {
    var env = call.body().get("env");
    if (env != null && !env.isNull() && !(env instanceof ObjectNode)) {
      throw Refusal.of(400, "Invalid env - must be an object");
    }
    var given = env instanceof ObjectNode object ? variables(object) : Map.<String, String>of();
    var asked = switched(call, project);
    var all = settings.merge(asked, given, call.identity());
    return Reply.ok(
        Map.of(
            "message",
            "Agent settings updated successfully",
            "agentConfig",
            VariableNames.shown(all, asked.getSpec().bridge().revealSecrets())));
  }

  private Project switched(Call call, Project project) {
    var funded = flag(call, "requiresBlockchainFunding");
    var revealed = flag(call, "revealSecrets");
    if (revealed.isPresent() && !ProjectAccess.may(project, call.identity(), Role.OWNER)) {
      throw Refusal.of(403, "User not owner");
    }
    var now = project;
    if (funded.isPresent()) {
      now = funded.get() ? funding.start(now) : funding.end(now);
    }
    return revealed.isPresent() ? funding.reveal(now, revealed.get()) : now;
  }

  /** The older nodes' database says 0 and 1. */
  private static Optional<Boolean> flag(Call call, String name) {
    var value = call.body().path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (value.isBoolean() || value.isInt() && (value.intValue() & ~1) == 0) {
      return Optional.of(value.asBoolean());
    }
    throw Refusal.of(400, "Invalid " + name + " - must be a boolean");
  }

  /** Keeps what services are told of each other; they are given it as variables, by themselves. */
  public Reply links(Call call, Project project) {
    if (!(call.body().get("links") instanceof ArrayNode given)) {
      throw Refusal.of(400, NOT_LINKS);
    }
    if (given.size() > ServiceLinks.MOST) {
      throw Refusal.of(400, "There are at most " + ServiceLinks.MOST + " links");
    }
    var wanted = given.valueStream().map(SettingsEndpoints::link).toList();
    links.replace(project.getMetadata().getName(), wanted);
    return Reply.ok(Map.of("message", "Service links stored", "links", wanted));
  }

  private static ServiceLinks.Link link(JsonNode given) {
    var name = given.path("envVar").asText("");
    var url = given.path("url").asText("");
    if (!given.path("envVar").isTextual()
        || !given.path("url").isTextual()
        || !VariableNames.isValid(name)
        || !URL.matcher(url).matches()) {
      throw Refusal.of(400, NOT_LINKS);
    }
    return new ServiceLinks.Link(name, url);
  }

  /** The names that are wrong are said; a value never is. */
  private static Map<String, String> variables(ObjectNode object) {
    var variables = new TreeMap<String, String>();
    var wrong = new ArrayList<String>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (!VariableNames.isValid(entry.getKey())) {
        wrong.add(shown(entry.getKey()) + ": letters, digits and _ only, no digit first");
      } else if (!entry.getValue().isTextual() || entry.getValue().textValue().indexOf(0) >= 0) {
        wrong.add(entry.getKey() + ": the value must be a string");
      } else {
        variables.put(entry.getKey(), entry.getValue().textValue());
      }
    }
    if (!wrong.isEmpty()) {
      throw Refusal.of(400, "Invalid variables - " + String.join("; ", wrong));
    }
    return variables;
  }

  private static String shown(String name) {
    var clean = name.replaceAll("[^\\x21-\\x7e]", "?");
    return "'" + (clean.length() > 60 ? clean.substring(0, 60) + "..." : clean) + "'";
  }
}
