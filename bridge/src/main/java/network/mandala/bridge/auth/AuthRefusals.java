package network.mandala.bridge.auth;

import java.util.Map;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;

/** What those are told, without a signature, whom we do not know. */
final class AuthRefusals {
  private static final int LONGEST_ECHO = 300;

  private AuthRefusals() {}

  static Refusal noSignature() {
    return new Refusal(
        Reply.json(
            401,
            Map.of(
                "status",
                "error",
                "code",
                "UNAUTHORIZED",
                "message",
                "Mutual-authentication failed!")));
  }

  /** Clients look for exactly this text; then they shake hands again and repeat the request. */
  static Refusal noSession(String nonce) {
    var shown = nonce.length() > LONGEST_ECHO ? nonce.substring(0, LONGEST_ECHO) : nonce;
    return failed("Session not found for nonce: " + shown);
  }

  static Refusal failed(String description) {
    return error(401, "ERR_AUTH_FAILED", description);
  }

  static Refusal error(int status, String code, String description) {
    return new Refusal(
        Reply.json(status, Map.of("status", "error", "code", code, "description", description)));
  }
}
