package network.mandala.bridge.log;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import network.mandala.bridge.date.JavaScriptDate;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.route.Call;
import network.mandala.crds.project.Project;

/** The lines of a project and of its deployments, as the older nodes write them. */
public final class LogEndpoints {
  private final ProjectLogs logs;

  public LogEndpoints(ProjectLogs logs) {
    this.logs = logs;
  }

  public Reply project(Call call, Project project) {
    return reply(logs.ofProject(project.getMetadata().getName()));
  }

  /** One that another project has is as unknown as one that nobody has. */
  public Reply deployment(Call call, Project project) {
    var lines = logs.ofDeployment(project.getMetadata().getName(), call.variable("deploymentId"));
    if (lines.isEmpty()) {
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
