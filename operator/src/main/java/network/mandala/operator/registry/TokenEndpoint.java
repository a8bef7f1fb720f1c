package network.mandala.operator.registry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.mandala.operator.http.BadRequest;
import network.mandala.operator.http.HttpService;
import network.mandala.operator.http.Reply;
import network.mandala.operator.http.Request;

/**
 * Where the registry sends its clients for a token: {@code GET /token?service=&scope=} with Basic
 * credentials, or the same as a form by POST (OAuth2), as containerd does first.
 */
public final class TokenEndpoint implements HttpService.Handler {

  /** The path at which the endpoint is served; the realm of the registry ends in it. */
  public static final String PATH = "/token";

  private static final int MOST_SCOPES = 50;

  private final RegistryGrants grants;
  private final Counter issued;
  private final Counter refused;

  public TokenEndpoint(RegistryGrants grants, MeterRegistry metrics) {
    this.grants = grants;
    this.issued = metrics.counter("mandala.registry.tokens", "result", "issued");
    this.refused = metrics.counter("mandala.registry.tokens", "result", "refused");
  }

  /** User name and password of a request. */
  private record Credential(String user, String password) {}

  @Override
  public Reply handle(Request request) throws IOException {
    return switch (request.method()) {
      case "GET" -> answer(basic(request.headerOrNull("Authorization")), request.query());
      case "POST" -> {
        var form = request.form();
        yield answer(credential(form), form);
      }
      default -> Reply.text(405, "use GET or POST\n");
    };
  }

  private Reply answer(Optional<Credential> credential, Map<String, List<String>> parameters) {
    var grant = credential.flatMap(given -> grants.verify(given.user, given.password));
    if (grant.isEmpty()) {
      refused.increment();
      return unauthorized();
    }
    var service = first(parameters, "service").orElse(grants.service());
    if (!service.equals(grants.service())) {
      throw new BadRequest("this is the token endpoint of service " + grants.service());
    }
    var asked = Scope.parse(parameters.getOrDefault("scope", List.of()));
    if (asked.size() > MOST_SCOPES) {
      throw new BadRequest("at most " + MOST_SCOPES + " scopes");
    }
    var granted = grant.get();
    var token =
        grants.token(
            granted.subject(),
            asked.stream().map(scope -> Access.intersect(scope, granted.access())).toList());
    issued.increment();
    return Reply.json(
        200,
        """
        {"token":"%1$s","access_token":"%1$s","expires_in":%2$d,"issued_at":"%3$s"}
        """
            .formatted(
                token.token(),
                token.lifetime().toSeconds(),
                token.issuedAt().truncatedTo(ChronoUnit.SECONDS)));
  }

  private static Optional<Credential> basic(String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.empty();
    }
    try {
      var decoded = Base64.getDecoder().decode(authorization.substring(6).strip());
      var pair = new String(decoded, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon <= 0
          ? Optional.empty()
          : Optional.of(new Credential(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static Optional<Credential> credential(Map<String, List<String>> form) {
    return first(form, "grant_type")
        .filter("password"::equals)
        .flatMap(type -> first(form, "username"))
        .flatMap(user -> first(form, "password").map(password -> new Credential(user, password)));
  }

  private static Optional<String> first(Map<String, List<String>> parameters, String name) {
    return parameters.getOrDefault(name, List.of()).stream().findFirst();
  }

  private static Reply unauthorized() {
    return new Reply(
        401,
        Map.of("Content-Type", "application/json", "WWW-Authenticate", "Basic realm=\"mandala\""),
        """
        {"errors":[{"code":"UNAUTHORIZED","message":"the credential is missing, wrong or expired"}]}
        """
            .getBytes(StandardCharsets.UTF_8));
  }
}
