package network.mandala.bridge.log;

import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import network.mandala.bridge.date.JavaScriptDate;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.route.Call;
import network.mandala.crds.project.Project;

/** The lines of a project and of its deployments, as the older nodes write them. */
public final class LogEndpoints {
  private final ProjectLogs logs;
  private final BiPredicate<String, String> isDeployment;

  /**
   * @param isDeployment whether a project has a deployment
   */
  public LogEndpoints(ProjectLogs logs, BiPredicate<String, String> isDeployment) {
    this.logs = logs;
    this.isDeployment = isDeployment;
  }

  public Reply project(Call call, Project project) {
    return reply(logs.ofProject(project.getMetadata().getName()));
  }

  /** One that another project has is as unknown as one that nobody has. */
  public Reply deployment(Call call, Project project) {
    var name = project.getMetadata().getName();
    var deployment = call.variable("deploymentId");
    var lines = logs.ofDeployment(name, deployment);
    if (lines.isEmpty() && !isDeployment.test(name, deployment)) {
      throw Refusal.of(404, "Deploy not found");
    }
    return reply(lines);
  }

  private static Reply reply(List<LogLine> lines) {
    return Reply.ok(
        Map.of(
            "logs",
            lines.stream()
                .map(line -> "[" + JavaScriptDate.text(line.at()) + "] " + line.message())
                .collect(Collectors.joining("\n"))));
  }
}
