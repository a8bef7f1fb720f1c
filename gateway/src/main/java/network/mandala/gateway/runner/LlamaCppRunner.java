package network.mandala.gateway.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;

/** The server of llama.cpp. */
final class LlamaCppRunner implements Runner {
  private static final double TEMPERATURE = 0.7;
  private static final double TOP_P = 0.95;

  private final RunnerClient client;
  private final RunnerSettings settings;

  LlamaCppRunner(RunnerClient client, RunnerSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  /** Its /models names files; what is served is what the provider calls it. */
  @Override
  public List<ModelFacts> models() {
    return List.of(Runners.usual(settings));
  }

  @Override
  public Answer infer(Job job) {
    var answer = client.post("/completion", body(job), job.traceparent());
    return new Answer(output(answer), read(answer), written(answer));
  }

  @Override
  public Answer stream(Job job, Consumer<String> deltas) {
    var output = new StringBuilder();
    var last = new JsonNode[] {JsonNodeFactory.instance.objectNode()};
    client.events(
        "/completion",
        body(job).put("stream", true),
        job.traceparent(),
        event -> {
          last[0] = event;
          var delta = output(event);
          if (!delta.isEmpty()) {
            output.append(delta);
            deltas.accept(delta);
          }
        });
    if (!last[0].path("stop").asBoolean()) {
      throw RunnerFailed.because("the runner's answer broke off");
    }
    return new Answer(output.toString(), read(last[0]), written(last[0]));
  }

  private static ObjectNode body(Job job) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("prompt", job.prompt())
        .put("n_predict", job.maxTokens())
        .put("temperature", job.temperature() == null ? TEMPERATURE : job.temperature())
        .put("top_p", job.topP() == null ? TOP_P : job.topP());
  }

  private static String output(JsonNode answer) {
    for (var name : List.of("content", "completion")) {
      if (answer.path(name).isTextual()) {
        return answer.path(name).asText();
      }
    }
    return answer.path("choices").path(0).path("text").asText("");
  }

  private static long read(JsonNode answer) {
    return answer.path("prompt_eval_count").asLong(answer.path("tokens_evaluated").asLong(-1));
  }

  private static long written(JsonNode answer) {
    return answer.path("eval_count").asLong(answer.path("tokens_predicted").asLong(-1));
  }

  @Override
  public boolean isHealthy() {
    return client.answers("/health");
  }
}
