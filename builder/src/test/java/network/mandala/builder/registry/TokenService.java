package network.mandala.builder.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * The token endpoint that a registry sends its clients to: Basic authentication in, a signed token
 * out, for as much of what was asked as is granted.
 */
public final class TokenService implements AutoCloseable {
  static final String SERVICE = "mandala-registry";
  static final String ISSUER = "mandala";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestCertificate certificate;
  private final HttpServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Map<String, Set<String>> grants = Map.of("", Set.of("pull", "push"));

  private TokenService(TestCertificate certificate, HttpServer server) {
    this.certificate = certificate;
    this.server = server;
  }

  static TokenService start(TestCertificate certificate) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    var service = new TokenService(certificate, server);
    server.createContext("/token", service::answer);
    server.start();
    return service;
  }

  String realm() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
  }

  /** From now on: actions by the prefix of the repository. At first everything is granted. */
  public void grantOnly(Map<String, Set<String>> actionsByPrefix) {
    grants = Map.copyOf(actionsByPrefix);
  }

  public void grantEverything() {
    grants = Map.of("", Set.of("pull", "push"));
  }

  /** Every scope that was asked for so far. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!LocalRegistry.OWNER
          .basic()
          .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        reply(exchange, 401, Map.of("errors", List.of(Map.of("message", "who are you?"))));
        return;
      }
      var access = new ArrayList<Map<String, Object>>();
      for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
        if (pair.startsWith("scope=")) {
          String scope = URLDecoder.decode(pair.substring("scope=".length()), UTF_8);
          String[] parts = scope.split(":");
          asked.add(parts[0] + ":" + parts[1] + ":" + sorted(parts[2]));
          access.add(granted(parts));
        }
      }
      String token = sign(access);
      reply(exchange, 200, Map.of("token", token, "expires_in", 60));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** A registry names the actions in any order. */
  private static String sorted(String actions) {
    return Arrays.stream(actions.split(",")).sorted().collect(Collectors.joining(","));
  }

  private Map<String, Object> granted(String[] scope) {
    var actions =
        Arrays.stream(scope[2].split(","))
            .filter(
                action ->
                    grants.entrySet().stream()
                        .anyMatch(
                            grant ->
                                scope[1].startsWith(grant.getKey())
                                    && grant.getValue().contains(action)))
            .toList();
    return Map.of("type", scope[0], "name", scope[1], "actions", actions);
  }

  private String sign(List<Map<String, Object>> access)
      throws IOException, GeneralSecurityException {
    long now = Instant.now().getEpochSecond();
    var chain = List.of(Base64.getEncoder().encodeToString(certificate.certificate().getEncoded()));
    var header = Map.of("typ", "JWT", "alg", "RS256", "x5c", chain);
    var claims =
        Map.of(
            "iss",
            ISSUER,
            "sub",
            "demo",
            "aud",
            SERVICE,
            "jti",
            "t" + System.nanoTime(),
            "iat",
            now,
            "nbf",
            now - 10,
            "exp",
            now + 60,
            "access",
            access);
    String signed =
        base64(JSON.writeValueAsBytes(header)) + "." + base64(JSON.writeValueAsBytes(claims));
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(certificate.key());
    signature.update(signed.getBytes(UTF_8));
    return signed + "." + base64(signature.sign());
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void reply(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
