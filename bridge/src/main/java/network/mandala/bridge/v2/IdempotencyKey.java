package network.mandala.bridge.v2;

import java.util.Optional;
import java.util.regex.Pattern;
import network.mandala.bridge.route.Call;

/** The header by which a client says that a request is the same as one before. */
final class IdempotencyKey {
  private static final String HEADER = "x-bsv-idempotency-key";
  private static final String USUAL = "idempotency-key";
  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,200}");

  private IdempotencyKey() {}

  /** As {@code Idempotency-Key}, or as a header that the signature covers too. */
  static Optional<String> of(Call call) {
    var key =
        Optional.ofNullable(call.headers().get(HEADER))
            .or(() -> Optional.ofNullable(call.headers().get(USUAL)));
    if (key.isPresent() && !FORM.matcher(key.get()).matches()) {
      throw Problem.of(
          ProblemType.INVALID_REQUEST,
          "Idempotency-Key: is 1 to 200 visible ASCII characters without blanks");
    }
    return key;
  }
}
