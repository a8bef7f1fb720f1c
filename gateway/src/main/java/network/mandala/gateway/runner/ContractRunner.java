package network.mandala.gateway.runner;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/** A runner that speaks the uniform contract. */
final class ContractRunner implements Runner {
  private final RunnerClient client;
  private final RunnerSettings settings;

  ContractRunner(RunnerClient client, RunnerSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  @Override
  public List<ModelFacts> models() {
    var models = new ArrayList<ModelFacts>();
    for (var model : client.get("/models").path("models")) {
      if (model.path("id").isTextual()) {
        models.add(
            new ModelFacts(
                model.path("id").asText(),
                model.path("contextWindow").asInt(settings.contextWindow())));
      }
    }
    return models.isEmpty() ? List.of(Runners.usual(settings)) : List.copyOf(models);
  }

  /** Receipts and metadata of the caller are nothing that a runner needs. */
  @Override
  public Answer infer(Job job) {
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("requestId", job.requestId())
            .put("modelId", job.modelId())
            .put("prompt", job.prompt())
            .put("maxTokens", job.maxTokens());
    if (job.temperature() != null) {
      body.put("temperature", job.temperature());
    }
    if (job.topP() != null) {
      body.put("topP", job.topP());
    }
    var answer = client.post("/infer", body, job.traceparent());
    if (!answer.path("output").isTextual()) {
      throw RunnerFailed.because("the runner's answer has no output");
    }
    return new Answer(
        answer.path("output").asText(),
        answer.path("usage").path("inputTokens").asLong(-1),
        answer.path("usage").path("outputTokens").asLong(-1));
  }

  @Override
  public boolean isHealthy() {
    return client.answers("/health");
  }
}
