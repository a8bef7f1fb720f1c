package network.mandala.crds.runner;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The program that runs a model. */
public enum Backend {
  /** Answers without a model; for tests only. */
  @JsonProperty("mock")
  MOCK,
  /** A server of the uniform runner contract: /infer, /models, /estimate, /health. */
  @JsonProperty("http")
  HTTP,
  /** llama.cpp. */
  @JsonProperty("llama_cpp")
  LLAMA_CPP,
  /** vLLM. */
  @JsonProperty("vllm")
  VLLM,
  /** ONNX Runtime. */
  @JsonProperty("onnx")
  ONNX
}
