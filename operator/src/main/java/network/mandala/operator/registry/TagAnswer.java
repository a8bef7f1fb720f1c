package network.mandala.operator.registry;

import java.time.Instant;

/**
 * What the registry said of a tag.
 *
 * @param digest that it names; empty: it names none, or nobody knows
 * @param trouble why nobody knows, in words; empty: the registry has answered
 * @param at when it was asked
 */
public record TagAnswer(String digest, String trouble, Instant at) {

  public boolean isFound() {
    return !digest.isEmpty();
  }

  /** Whether the registry was sure. */
  public boolean isAnswered() {
    return trouble.isEmpty();
  }
}
