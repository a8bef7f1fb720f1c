package network.mandala.operator.http;

/** The client sent what cannot be answered; the message tells it why. */
public final class BadRequest extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BadRequest(String message) {
    super(message);
  }
}
