package network.mandala.builder.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import network.mandala.builder.registry.RegistryFault.Kind;

/** Sends requests to one registry and answers its challenges. Thread-safe. */
final class Wire implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TOKEN_MARGIN = Duration.ofSeconds(10);
  private static final int MAX_REDIRECTS = 4;
  private static final int MAX_ERROR_BODY = 16 * 1024;
  private static final int MAX_TOKEN_BODY = 256 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final String host;
  private final Credentials credentials;
  private final Transport transport;

  /** Authorizations that worked, by purpose (what is done in which repositories). */
  private final Map<String, Authorization> authorizations = new ConcurrentHashMap<>();

  /**
   * A header, and until when it is worth showing: a token that ends in the middle of an upload
   * spoils it.
   */
  private record Authorization(String header, Instant until) {}

  Wire(String host, Credentials credentials, Transport transport, SSLContext trust) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trust)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.host = host;
    this.credentials = credentials;
    this.transport = transport;
  }

  /** That of this JVM. */
  static SSLContext usualTrust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM speaks TLS", e);
    }
  }

  URI uri(String path) {
    return URI.create(transport.scheme() + "://" + host + path);
  }

  /**
   * Sends {@code request} and returns the answer, whatever its status but 401, 403, 429 and 5xx.
   *
   * @param purpose requests of one purpose share a token; its words appear in messages: "push to
   *     demo/hello"
   */
  HttpResponse<InputStream> send(String purpose, HttpRequest.Builder request) {
    var known = authorizations.get(purpose);
    boolean fresh = known != null && Instant.now().isBefore(known.until());
    var answer = once(purpose, request, fresh ? known.header() : null);
    if (answer.statusCode() == 401) {
      var authorization = authorize(purpose, answer);
      answer = once(purpose, request, authorization.header());
      if (answer.statusCode() != 401) {
        authorizations.put(purpose, authorization);
      }
    }
    return accept(purpose, answer);
  }

  private HttpResponse<InputStream> accept(String purpose, HttpResponse<InputStream> answer) {
    int status = answer.statusCode();
    if (status == 401 || status == 403) {
      throw new RegistryFault(
          Kind.DENIED,
          "registry " + host + " does not let " + credentials + " " + purpose + explain(answer));
    }
    if (status == 429 || status >= 500) {
      throw new RegistryFault(
          Kind.UNAVAILABLE,
          "registry " + host + " answered " + status + " to: " + purpose + explain(answer));
    }
    return answer;
  }

  private HttpResponse<InputStream> once(
      String purpose, HttpRequest.Builder template, String authorization) {
    var builder = template.copy();
    if (authorization != null && host.equals(builder.copy().build().uri().getAuthority())) {
      builder.setHeader("Authorization", authorization);
    }
    var request = builder.build();
    var answer = exchange(purpose, request);
    for (int hops = 0; isRedirect(answer) && request.method().equals("GET"); hops++) {
      URI next = answer.uri().resolve(answer.headers().firstValue("Location").orElse(""));
      close(answer);
      if (hops == MAX_REDIRECTS
          || !next.getScheme().startsWith("http")
          || (transport == Transport.TLS && next.getScheme().equals("http"))) {
        throw new RegistryFault(
            Kind.UNEXPECTED,
            "registry " + host + " redirects to " + next + ", which is not followed");
      }
      // The registry's credentials are not for the storage it redirects to.
      answer =
          exchange(
              purpose, HttpRequest.newBuilder(next).timeout(Duration.ofSeconds(60)).GET().build());
    }
    return answer;
  }

  private static boolean isRedirect(HttpResponse<?> answer) {
    return switch (answer.statusCode()) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  private HttpResponse<InputStream> exchange(String purpose, HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw unavailable(request.uri().getAuthority(), purpose, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryFault(
          Kind.UNAVAILABLE, "interrupted while asking registry " + host + " to " + purpose, e);
    }
  }

  RegistryFault unavailable(String authority, String purpose, IOException e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new RegistryFault(
        Kind.UNAVAILABLE,
        "registry " + authority + " does not answer (" + why + ") to: " + purpose,
        e);
  }

  private Authorization authorize(String purpose, HttpResponse<InputStream> refusal) {
    var challenges =
        refusal.headers().allValues("WWW-Authenticate").stream().map(Challenge::parse).toList();
    close(refusal);
    var bearer = challenges.stream().filter(Challenge::isBearer).findFirst();
    if (bearer.isPresent()) {
      return token(purpose, bearer.get());
    }
    if (challenges.stream().anyMatch(Challenge::isBasic) && !credentials.isAnonymous()) {
      return new Authorization(credentials.basic(), Instant.MAX);
    }
    throw new RegistryFault(
        Kind.DENIED,
        "registry "
            + host
            + " wants to know who asks it to "
            + purpose
            + ", and there are no credentials for it");
  }

  private Authorization token(String purpose, Challenge challenge) {
    var query = new StringBuilder("service=").append(encode(challenge.parameter("service")));
    for (String scope : challenge.parameter("scope").split(" ")) {
      if (!scope.isEmpty()) {
        query.append("&scope=").append(encode(scope));
      }
    }
    String realm = challenge.parameter("realm");
    URI uri = URI.create(realm + (realm.contains("?") ? "&" : "?") + query);
    if (transport == Transport.TLS && !"https".equals(uri.getScheme())) {
      throw new RegistryFault(
          Kind.UNEXPECTED,
          "registry "
              + host
              + " wants credentials sent in the clear to "
              + realm
              + ", which is refused");
    }
    var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).GET();
    if (!credentials.isAnonymous()) {
      request.setHeader("Authorization", credentials.basic());
    }
    var answer = accept(purpose, exchange(purpose, request.build()));
    if (answer.statusCode() != 200) {
      throw new RegistryFault(
          Kind.UNEXPECTED,
          "the token service of " + host + " answered " + answer.statusCode() + explain(answer));
    }
    var body = json(body(answer, MAX_TOKEN_BODY, "the token"));
    String token = body.path("token").asText(body.path("access_token").asText(""));
    if (token.isEmpty()) {
      throw new RegistryFault(Kind.UNEXPECTED, "the token service of " + host + " sent no token");
    }
    // The token specification: a minute, when nothing is said.
    long seconds = body.path("expires_in").asLong(60);
    return new Authorization(
        "Bearer " + token, Instant.now().plusSeconds(seconds).minus(TOKEN_MARGIN));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  JsonNode json(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new RegistryFault(
          Kind.UNEXPECTED, "registry " + host + " sent something that is no JSON", e);
    }
  }

  /** The whole body, at most {@code max} bytes of it. */
  byte[] body(HttpResponse<InputStream> answer, int max, String what) {
    try (var in = answer.body();
        var guard = new StallGuard(in, RegistryClient.PATIENCE)) {
      byte[] bytes = in.readNBytes(max + 1);
      guard.moved();
      if (bytes.length > max) {
        throw new RegistryFault(Kind.TOO_LARGE, what + " is larger than " + max + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw unavailable(host, "send " + what, e);
    }
  }

  /** The registry's own words on an error, in brackets, or nothing. */
  String explain(HttpResponse<InputStream> answer) {
    try (var in = answer.body()) {
      var error = JSON.readTree(in.readNBytes(MAX_ERROR_BODY)).path("errors").path(0);
      String words = error.path("message").asText("");
      return words.isEmpty() ? "" : " (" + words + ")";
    } catch (IOException e) {
      return ""; // no words, or not in JSON: the status says enough
    }
  }

  static void close(HttpResponse<InputStream> answer) {
    try {
      answer.body().close();
    } catch (IOException e) {
      // the answer was read as far as it is needed
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
