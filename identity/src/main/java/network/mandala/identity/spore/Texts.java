package network.mandala.identity.spore;

import java.util.List;

/**
 * A list of texts in a manifest. That there is none, and that it is empty, are signed differently.
 *
 * @param present false: it is written as null
 * @param all empty when it is not present
 */
public record Texts(boolean present, List<String> all) {
  static final Texts NONE = new Texts(false, List.of());

  public Texts {
    all = List.copyOf(all);
    if (!present && !all.isEmpty()) {
      throw new IllegalArgumentException("what is not there has no texts");
    }
  }

  /** These, or none of them: an empty list. */
  public static Texts of(List<String> all) {
    return new Texts(true, all);
  }
}
