package network.mandala.gateway.runner;

/**
 * What a runner is told of a call: neither who asks nor who pays.
 *
 * @param temperature null where the runner decides
 * @param topP null where the runner decides
 * @param traceparent of W3C trace context; empty where there is none
 */
public record Job(
    String requestId,
    String modelId,
    String prompt,
    int maxTokens,
    Double temperature,
    Double topP,
    String traceparent) {
  /** What is asked is in no log. */
  @Override
  public String toString() {
    return "Job[" + modelId + ", maxTokens=" + maxTokens + "]";
  }
}
