package network.mandala.gateway.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The OpenAI-style server of vLLM. */
final class VllmRunner implements Runner {
  private final RunnerClient client;
  private final RunnerSettings settings;

  VllmRunner(RunnerClient client, RunnerSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  @Override
  public List<ModelFacts> models() {
    var models = new ArrayList<ModelFacts>();
    for (var model : client.get("/v1/models").path("data")) {
      if (model.path("id").isTextual()) {
        models.add(
            new ModelFacts(
                model.path("id").asText(),
                model.path("max_model_len").asInt(settings.contextWindow())));
      }
    }
    return models.isEmpty() ? List.of(Runners.usual(settings)) : List.copyOf(models);
  }

  @Override
  public Answer infer(Job job) {
    var answer = client.post("/v1/completions", body(job), job.traceparent());
    if (!answer.path("choices").path(0).path("text").isTextual()) {
      throw RunnerFailed.because("the runner's answer has no text");
    }
    return answer(answer.path("choices").path(0).path("text").asText(), answer.path("usage"));
  }

  @Override
  public Answer stream(Job job, Consumer<String> deltas) {
    var output = new StringBuilder();
    var usage = new JsonNode[] {JsonNodeFactory.instance.objectNode()};
    var body = body(job).put("stream", true);
    body.putObject("stream_options").put("include_usage", true);
    client.events(
        "/v1/completions",
        body,
        job.traceparent(),
        event -> {
          if (event.path("usage").isObject()) {
            usage[0] = event.path("usage");
          }
          var delta = event.path("choices").path(0).path("text").asText("");
          if (!delta.isEmpty()) {
            output.append(delta);
            deltas.accept(delta);
          }
        });
    return answer(output.toString(), usage[0]);
  }

  private static Answer answer(String output, JsonNode usage) {
    return new Answer(
        output, usage.path("prompt_tokens").asLong(-1), usage.path("completion_tokens").asLong(-1));
  }

  private static ObjectNode body(Job job) {
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("model", job.modelId())
            .put("prompt", job.prompt())
            .put("max_tokens", job.maxTokens());
    if (job.temperature() != null) {
      body.put("temperature", job.temperature());
    }
    if (job.topP() != null) {
      body.put("top_p", job.topP());
    }
    return body;
  }

  @Override
  public boolean isHealthy() {
    return client.answers("/v1/models");
  }
}
