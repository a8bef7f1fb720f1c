package network.mandala.crds.runner;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a request asks of a model. */
public enum JobType {
  /** A vector for a text. */
  @JsonProperty("EMBEDDING")
  EMBEDDING,
  /** An order of texts. */
  @JsonProperty("RERANK")
  RERANK,
  /** A label for a text. */
  @JsonProperty("CLASSIFY")
  CLASSIFY,
  /** A judgement about a text. */
  @JsonProperty("MODERATE")
  MODERATE,
  /** A call of a tool. */
  @JsonProperty("TOOL_CALL")
  TOOL_CALL,
  /** A shorter text. */
  @JsonProperty("SUMMARISE")
  SUMMARISE,
  /** More text. */
  @JsonProperty("GEN_CHUNK")
  GEN_CHUNK
}
