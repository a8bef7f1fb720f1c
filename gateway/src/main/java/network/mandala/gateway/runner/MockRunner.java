package network.mandala.gateway.runner;

import java.util.List;
import java.util.function.Consumer;

/** Runs nothing: the older node's stand-in, for trying out and for tests. */
final class MockRunner implements Runner {
  private static final int SHOWN = 32;
  private static final int CONTEXT = 4096;
  private static final int WRITES = 16;

  @Override
  public List<ModelFacts> models() {
    return List.of(new ModelFacts("mock-model", CONTEXT));
  }

  @Override
  public Answer infer(Job job) {
    var prompt = job.prompt();
    return new Answer(
        "mock-response:" + prompt.substring(0, Math.min(SHOWN, prompt.length())),
        Math.max(1, prompt.length() / 4),
        Math.min(job.maxTokens(), WRITES));
  }

  @Override
  public Answer stream(Job job, Consumer<String> deltas) {
    var answer = infer(job);
    int cut = answer.output().indexOf(':') + 1;
    deltas.accept(answer.output().substring(0, cut));
    deltas.accept(answer.output().substring(cut));
    return answer;
  }

  @Override
  public boolean isHealthy() {
    return true;
  }
}
