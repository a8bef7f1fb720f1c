package network.mandala.activator.edge;

import java.net.InetAddress;
import java.util.Set;
import java.util.regex.Pattern;
import network.mandala.activator.http.Head;
import network.mandala.activator.http.ShortAnswer;

/** What is to be done with a request. */
sealed interface EdgeRequest {

  /** Asking twice is as good as asking once: RFC 9110, 9.2.2. */
  Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

  Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

  /**
   * To an instance of a spore.
   *
   * @param request as the spore gets it
   * @param repeatable whether a second instance may be asked after the first one did not answer
   */
  record Pass(String app, Head request, boolean repeatable) implements EdgeRequest {}

  /** It is answered at once. */
  record Answer(ShortAnswer answer) implements EdgeRequest {}

  /**
   * @param requestId the name of a request that has none yet
   */
  static EdgeRequest of(Head head, InetAddress visitor, String requestId) throws Head.Malformed {
    // Says that it is a request, and that it can be read in one way only.
    head.host();
    int method = head.start().indexOf(' ');
    int version = head.start().lastIndexOf(' ');
    var target = head.start().substring(method + 1, version);
    int query = target.indexOf('?');
    var path = query < 0 ? target : target.substring(0, query);
    if (path.length() < 2 || path.charAt(0) != '/') {
      return new Answer(ShortAnswer.of("400 Bad Request", "Invalid path"));
    }
    int second = path.indexOf('/', 1);
    var app = path.substring(1, second < 0 ? path.length() : second);
    // What no spore can be called is not sent back either: browsers read "/\\host" as another host.
    if (app.isEmpty() || (second < 0 && !NAME.matcher(app).matches())) {
      return new Answer(ShortAnswer.of("400 Bad Request", "No app name in path"));
    }
    if (second < 0) {
      return new Answer(
          ShortAnswer.of("308 Permanent Redirect", "The app is at /" + app + "/")
              .with("Location", "/" + app + "/" + target.substring(path.length())));
    }
    return new Pass(
        app,
        forApp(head, app, target.substring(second), visitor, requestId),
        IDEMPOTENT.contains(head.start().substring(0, method)) && !hasBody(head));
  }

  private static Head forApp(
      Head head, String app, String rest, InetAddress visitor, String requestId) {
    int method = head.start().indexOf(' ');
    int version = head.start().lastIndexOf(' ');
    var passed =
        head.endToEnd()
            .withStart(
                head.start().substring(0, method + 1) + rest + head.start().substring(version))
            .with("X-Forwarded-Prefix", "/" + app);
    // The ingress controller says who asked and how; where there is none, we are the first.
    if (!passed.has("x-forwarded-for")) {
      passed = passed.with("X-Forwarded-For", visitor.getHostAddress());
    }
    if (!passed.has("x-forwarded-host")) {
      passed = passed.with("X-Forwarded-Host", head.value("host").orElseThrow());
    }
    if (!passed.has("x-forwarded-proto")) {
      passed = passed.with("X-Forwarded-Proto", "http");
    }
    if (!passed.has("x-request-id")) {
      passed = passed.with("X-Request-Id", requestId);
    }
    // It went with the other headers of its connection, and is asked for again.
    return head.asksForUpgrade() ? passed.with("Connection", "Upgrade") : passed;
  }

  private static boolean hasBody(Head head) {
    return head.has("transfer-encoding")
        || head.asksForUpgrade()
        || head.value("content-length").filter(length -> !length.equals("0")).isPresent();
  }
}
