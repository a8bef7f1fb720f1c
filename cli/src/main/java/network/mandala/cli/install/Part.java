package network.mandala.cli.install;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One line of {@code mandala status}.
 *
 * @param advice what to do; null when it is healthy
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Part(String name, boolean healthy, String state, String advice) {
  static Part well(String name, String state) {
    return new Part(name, true, state, null);
  }

  static Part unwell(String name, String state, String advice) {
    return new Part(name, false, state, advice);
  }
}
