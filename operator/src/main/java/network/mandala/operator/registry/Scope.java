package network.mandala.operator.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a client asks for: {@code repository:demo/hello:pull,push}. */
final class Scope {

  private static final String REPOSITORY = "repository:";

  private Scope() {}

  /**
   * Parses scopes of a request; each may hold several, parted by blanks. What is no repository is
   * left out: it is never granted.
   */
  static List<Access> parse(List<String> scopes) {
    var asked = new ArrayList<Access>();
    for (var value : scopes) {
      for (var scope : value.split(" ")) {
        parseOne(scope).ifPresent(asked::add);
      }
    }
    return List.copyOf(asked);
  }

  private static Optional<Access> parseOne(String scope) {
    int actionsAt = scope.lastIndexOf(':');
    if (!scope.startsWith(REPOSITORY) || actionsAt <= REPOSITORY.length()) {
      return Optional.empty();
    }
    var name = scope.substring(REPOSITORY.length(), actionsAt);
    return Optional.of(new Access(name, List.of(scope.substring(actionsAt + 1).split(","))));
  }
}
