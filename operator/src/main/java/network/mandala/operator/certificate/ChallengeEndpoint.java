package network.mandala.operator.certificate;

import java.util.Map;
import java.util.regex.Pattern;
import network.mandala.operator.http.HttpService;
import network.mandala.operator.http.Reply;
import network.mandala.operator.http.Request;

/**
 * Answers the authority that asks whether a host leads here (RFC 8555, 8.3). The answer to every
 * token is the same but for the token, and is worth nothing without the key of our account: so any
 * replica can give it, and none has to know of an order.
 */
public final class ChallengeEndpoint implements HttpService.Handler {

  /** What the paths of challenges begin with. */
  public static final String PATH = "/.well-known/acme-challenge/";

  /** As an authority makes them: at least 128 bits in base64url. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{20,256}");

  private final AcmeAccount account;

  ChallengeEndpoint(AcmeAccount account) {
    this.account = account;
  }

  @Override
  public Reply handle(Request request) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return Reply.text(405, "use GET\n");
    }
    return answer(request.path().substring(PATH.length()));
  }

  Reply answer(String token) {
    if (!TOKEN.matcher(token).matches()) {
      return Reply.text(404, "not found\n");
    }
    return account
        .thumbprint()
        .map(
            thumbprint ->
                new Reply(
                    200,
                    Map.of(
                        "Content-Type", "application/octet-stream",
                        "X-Content-Type-Options", "nosniff"),
                    (token + "." + thumbprint)
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
        .orElseGet(() -> Reply.text(404, "not found\n"));
  }
}
