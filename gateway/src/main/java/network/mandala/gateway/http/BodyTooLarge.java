package network.mandala.gateway.http;

/** A body is larger than is taken. */
final class BodyTooLarge extends RuntimeException {
  BodyTooLarge() {
    super("larger than is taken", null, false, false);
  }
}
