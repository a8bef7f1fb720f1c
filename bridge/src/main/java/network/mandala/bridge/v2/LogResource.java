package network.mandala.bridge.v2;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.pods.LogLevel;
import network.mandala.bridge.pods.LogQuery;
import network.mandala.bridge.pods.LogSource;
import network.mandala.bridge.pods.ResourceLogs;
import network.mandala.bridge.route.Call;
import network.mandala.crds.project.Project;

/** What the programs of a project have written. */
public final class LogResource {
  private static final Map<String, LogSource> SOURCES =
      Arrays.stream(LogSource.values())
          .collect(
              Collectors.toMap(
                  source -> source.name().toLowerCase(Locale.ROOT), Function.identity()));
  private static final Map<String, LogLevel> LEVELS =
      Arrays.stream(LogLevel.values())
          .collect(Collectors.toMap(LogLevel::word, Function.identity()));
  private static final int USUAL_LINES = 200;
  private static final int LONGEST_HOURS = 168;

  private final ResourceLogs logs;

  public LogResource(ResourceLogs logs) {
    this.logs = logs;
  }

  public Reply get(Call call, Project project) {
    var in = new Parameters(call.search());
    var source = in.choice("source", SOURCES).orElse(LogSource.AGENT);
    var level = in.choice("level", LEVELS).orElse(LogLevel.ALL);
    int tail = in.number("tail", 1, LogQuery.MOST_LINES, USUAL_LINES);
    int hours = in.number("hours", 1, LONGEST_HOURS, 1);
    in.failIfAnythingIsWrong();
    var query = new LogQuery(Duration.ofHours(hours), tail, level);
    var text =
        switch (logs.read(project, source, query)) {
          case ResourceLogs.Found.Lines lines -> lines.text();
          case ResourceLogs.Found.NoPods none ->
              throw Problem.of(ProblemType.NOT_FOUND, "Nothing of this kind runs in the project");
          case ResourceLogs.Found.Gone gone ->
              throw Problem.of(ProblemType.NOT_FOUND, "What ran has gone; ask again");
          case ResourceLogs.Found.NotStarted waiting ->
              throw Problem.of(
                  ProblemType.NOT_FOUND, "The pod " + waiting.pod() + " has not started yet");
        };
    return Reply.ok(Map.of("source", source.name().toLowerCase(Locale.ROOT), "text", text));
  }
}
