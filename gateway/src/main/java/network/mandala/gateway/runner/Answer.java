package network.mandala.gateway.runner;

/**
 * What a model answered.
 *
 * @param inputTokens as the runner counts; negative if it does not say
 * @param outputTokens as the runner counts; negative if it does not say
 */
public record Answer(String output, long inputTokens, long outputTokens) {
  @Override
  public String toString() {
    return "Answer[" + inputTokens + ", " + outputTokens + "]";
  }
}
