package network.mandala.gateway.runner;

import java.util.List;
import java.util.stream.Stream;

/** How runners are spoken to (section 3.7). */
public enum RunnerKind {
  /** The uniform contract: /infer, /models, /health. */
  HTTP("http", "http"),
  /** The server of llama.cpp. */
  LLAMA_CPP("llama_cpp", "llama-model"),
  /** The OpenAI-style server of vLLM. */
  VLLM("vllm", "vllm-model"),
  /** None: it answers by itself. */
  MOCK("mock", "mock-model");

  private final String word;
  private final String usualModel;

  RunnerKind(String word, String usualModel) {
    this.word = word;
    this.usualModel = usualModel;
  }

  /** As in the configuration. */
  public String word() {
    return word;
  }

  String usualModel() {
    return usualModel;
  }

  public static List<String> words() {
    return Stream.of(values()).map(RunnerKind::word).toList();
  }

  /** The one with this word, which there is. */
  public static RunnerKind of(String word) {
    return Stream.of(values()).filter(kind -> kind.word.equals(word)).findFirst().orElse(HTTP);
  }
}
