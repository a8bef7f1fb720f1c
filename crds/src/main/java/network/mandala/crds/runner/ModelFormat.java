package network.mandala.crds.runner;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The file format of a model. */
public enum ModelFormat {
  /** GGUF, for llama_cpp. */
  @JsonProperty("gguf")
  GGUF,
  /** A folder with safetensors files, for vllm. */
  @JsonProperty("safetensors")
  SAFETENSORS,
  /** ONNX, for onnx. */
  @JsonProperty("onnx")
  ONNX
}
