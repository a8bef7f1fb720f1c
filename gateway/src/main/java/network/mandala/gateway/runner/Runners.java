package network.mandala.gateway.runner;

/** Makes the runner that is configured. */
public final class Runners {
  private Runners() {}

  public static Runner open(RunnerSettings settings) {
    return switch (settings.kind()) {
      case MOCK -> new MockRunner();
      case HTTP -> new ContractRunner(new RunnerClient(settings), settings);
      case LLAMA_CPP -> new LlamaCppRunner(new RunnerClient(settings), settings);
      case VLLM -> new VllmRunner(new RunnerClient(settings), settings);
    };
  }

  /** What is served where the runner does not say. */
  static ModelFacts usual(RunnerSettings settings) {
    var name = settings.model().isEmpty() ? settings.kind().usualModel() : settings.model();
    return new ModelFacts(name, settings.contextWindow());
  }
}
