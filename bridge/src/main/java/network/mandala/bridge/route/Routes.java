package network.mandala.bridge.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;

/** All that the bridge answers. Built once, then only read. */
public final class Routes {
  private final List<Entry<Handler>> signed = new ArrayList<>();
  private final List<Entry<OpenHandler>> open = new ArrayList<>();

  private final Map<String, UnaryOperator<Reply>> forms = new HashMap<>();
  private final Set<String> reading = new HashSet<>();

  private record Entry<H>(String method, PathTemplate path, H handler) {}

  /**
   * @param path as it was given, with its variables
   */
  record Found<H>(H handler, String path, Map<String, String> variables) {}

  /** For callers who signed. */
  public Routes post(String path, Handler handler) {
    return signed("POST", path, handler);
  }

  /** For callers who signed. */
  public Routes signed(String method, String path, Handler handler) {
    signed.add(new Entry<>(method, PathTemplate.of(path), handler));
    return this;
  }

  /** For anybody. */
  public Routes open(String method, String path, OpenHandler handler) {
    open.add(new Entry<>(method, PathTemplate.of(path), handler));
    return this;
  }

  /**
   * How replies are written below a path, also those of the door itself: those that say what is
   * wrong have one form there.
   *
   * @param prefix ends with a slash
   */
  public Routes form(String prefix, UnaryOperator<Reply> form) {
    forms.put(prefix, form);
    return this;
  }

  /**
   * Says at which paths a POST changes nothing. All others are written down as changes, so that one
   * who forgets to say it loses nothing.
   */
  public Routes reading(String... paths) {
    reading.addAll(List.of(paths));
    return this;
  }

  /** Whether a call of this method at a path, as it was given, may change anything. */
  public boolean changes(String method, String path) {
    return !method.equals("GET") && !reading.contains(path);
  }

  UnaryOperator<Reply> formOf(String path) {
    return forms.entrySet().stream()
        .filter(entry -> path.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(UnaryOperator.identity());
  }

  /** The methods and paths that callers sign for, as they were given. */
  public List<String> signedPaths() {
    return signed.stream().map(entry -> entry.method + " " + entry.path).toList();
  }

  /** The methods and paths for anybody. */
  public List<String> openPaths() {
    return open.stream().map(entry -> entry.method + " " + entry.path).toList();
  }

  Optional<Found<OpenHandler>> findOpen(String method, String path) {
    var segments = PathTemplate.split(path);
    return open.stream()
        .filter(entry -> entry.method.equals(method))
        .flatMap(
            entry ->
                entry
                    .path
                    .match(segments)
                    .map(v -> new Found<>(entry.handler, entry.path.toString(), v))
                    .stream())
        .findFirst();
  }

  /**
   * @throws Refusal 404 or 405, to be signed
   */
  Found<Handler> getSigned(String method, String path) {
    var segments = PathTemplate.split(path);
    var methods = new TreeSet<String>();
    for (var entry : signed) {
      var variables = entry.path.match(segments);
      if (variables.isPresent()) {
        if (entry.method.equals(method)) {
          return new Found<>(entry.handler, entry.path.toString(), variables.get());
        }
        methods.add(entry.method);
      }
    }
    if (methods.isEmpty()) {
      throw Refusal.of(404, "Not found");
    }
    throw new Refusal(
        Reply.error(405, "Method not allowed")
            .with("allow", methods.stream().collect(Collectors.joining(", "))));
  }
}
