package network.mandala.configuration;

import java.util.List;

/** The configuration cannot be used; the message has one line per problem. */
public final class ConfigProblems extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConfigProblems(List<String> problems) {
    super(String.join("\n", problems));
  }
}
