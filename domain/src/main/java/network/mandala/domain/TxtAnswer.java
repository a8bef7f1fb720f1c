package network.mandala.domain;

import java.util.List;

/** What the name servers say about the TXT records of a name. */
public sealed interface TxtAnswer {

  /**
   * There are some.
   *
   * @param records each as its strings, of one byte per character; anybody may have written them,
   *     so they are compared and never shown
   */
  record Records(List<List<String>> records) implements TxtAnswer {
    public Records {
      records = List.copyOf(records);
    }
  }

  /** There are none: the name servers are sure. */
  record None() implements TxtAnswer {}

  /**
   * Nobody knows.
   *
   * @param why in words of ours
   */
  record Unanswered(String why) implements TxtAnswer {}
}
