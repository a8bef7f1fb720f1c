package network.mandala.bridge.v2;

import java.util.Arrays;

/** What can be wrong with a request. The name is part of the API: clients may tell them apart. */
enum ProblemType {
  INVALID_REQUEST(400, "invalid-request", "The request is not as the document says"),
  UNAUTHENTICATED(401, "unauthenticated", "It is not known who asks"),
  PAYMENT_REQUIRED(402, "payment-required", "The project has to pay first"),
  FORBIDDEN(403, "forbidden", "The key may not do this"),
  NOT_FOUND(404, "not-found", "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "method-not-allowed", "The path knows other methods"),
  TIMEOUT(408, "timeout", "The request did not come in time"),
  CONFLICT(409, "conflict", "It does not go with what is there"),
  TOO_LARGE(413, "too-large", "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body is of another kind"),
  KEY_REUSED(422, "key-reused", "The Idempotency-Key was used for something else"),
  TOO_MANY_REQUESTS(429, "too-many-requests", "It is asked too often, or too much"),
  INTERNAL(500, "internal", "The node made a mistake"),
  NOT_OFFERED(501, "not-offered", "This node does not do that"),
  UNAVAILABLE(503, "unavailable", "Not now: try again");

  private final int status;
  private final String word;
  private final String title;

  ProblemType(int status, String word, String title) {
    this.status = status;
    this.word = word;
    this.title = title;
  }

  static ProblemType of(int status) {
    return Arrays.stream(values())
        .filter(type -> type.status == status)
        .findFirst()
        .orElse(status < INTERNAL.status ? INVALID_REQUEST : INTERNAL);
  }

  int status() {
    return status;
  }

  /** A reference that is resolved at the node. */
  String uri() {
    return "/v2/problems/" + word;
  }

  String word() {
    return word;
  }

  String title() {
    return title;
  }
}
