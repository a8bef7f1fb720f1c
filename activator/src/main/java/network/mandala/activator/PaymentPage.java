package network.mandala.activator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import network.mandala.activator.http.Head;

/**
 * The answer 402: what has happened and what its owner can do, for people and for programs. Every
 * word that is not ours is escaped.
 */
final class PaymentPage {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HAPPENED =
      "The project that answers here has used up its balance, so it is asleep. Its data is kept.";
  private static final String REMEDY =
      "Its owner can top it up; it answers again some seconds later.";

  private PaymentPage() {}

  /** The whole answer to a request: status line, header and body. */
  static byte[] answer(Head request, Unpaid unpaid) {
    boolean json = wantsJson(request);
    var body = (json ? json(unpaid) : html(unpaid)).getBytes(StandardCharsets.UTF_8);
    var head =
        """
        HTTP/1.1 402 Payment Required
        Content-Type: %s
        Content-Length: %d
        Cache-Control: no-store
        Vary: Accept
        X-Content-Type-Options: nosniff
        Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'
        Referrer-Policy: no-referrer
        Connection: close

        """
            .formatted(json ? "application/problem+json" : "text/html; charset=utf-8", body.length)
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    if (request.start().startsWith("HEAD ")) {
      return head;
    }
    var answer = new byte[head.length + body.length];
    System.arraycopy(head, 0, answer, 0, head.length);
    System.arraycopy(body, 0, answer, head.length, body.length);
    return answer;
  }

  /** Programs say that they take JSON and no pages. */
  static boolean wantsJson(Head request) {
    var accepted =
        request.fields().stream()
            .filter(field -> field.is("accept"))
            .map(field -> field.value().toLowerCase(Locale.ROOT))
            .toList();
    return accepted.stream()
            .anyMatch(
                value ->
                    value.contains("application/json")
                        || value.contains("application/problem+json"))
        && accepted.stream().noneMatch(value -> value.contains("text/html"));
  }

  private static String html(Unpaid unpaid) {
    var words = new StringBuilder();
    words.append("<p>").append(HAPPENED).append("</p>\n<p>").append(REMEDY).append("</p>\n");
    if (!unpaid.topUpText().isEmpty()) {
      words.append("<p>").append(escape(unpaid.topUpText())).append("</p>\n");
    }
    if (unpaid.hasLink()) {
      var url = escape(unpaid.topUpUrl());
      words
          .append("<p><a rel=\"nofollow noreferrer\" href=\"")
          .append(url)
          .append("\">")
          .append(url)
          .append("</a></p>\n");
    }
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <meta name="robots" content="noindex">
    <title>402 Payment required</title>
    <style>body{font:16px/1.5 sans-serif;max-width:36em;margin:4em auto;padding:0 1em;color-scheme:light dark}</style>
    </head>
    <body>
    <h1>Payment required</h1>
    <p>Project <b>%s</b></p>
    %s</body>
    </html>
    """
        .formatted(escape(unpaid.project()), words);
  }

  /** RFC 9457. */
  private static String json(Unpaid unpaid) {
    var problem = new LinkedHashMap<String, Object>();
    problem.put("type", "about:blank");
    problem.put("title", "Payment Required");
    problem.put("status", 402);
    problem.put(
        "detail",
        HAPPENED + " " + REMEDY + (unpaid.topUpText().isEmpty() ? "" : " " + unpaid.topUpText()));
    problem.put("project", unpaid.project());
    if (unpaid.hasLink()) {
      problem.put("topUpUrl", unpaid.topUpUrl());
    }
    try {
      return JSON.writeValueAsString(problem) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static String escape(String text) {
    var escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
      }
    }
    return escaped.toString();
  }
}
