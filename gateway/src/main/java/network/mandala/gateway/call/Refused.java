package network.mandala.gateway.call;

import java.util.List;

/** A call is answered with an error: one of the words that clients know. */
public final class Refused extends RuntimeException {
  private final int status;
  private final String error;
  private final List<String> details;

  public Refused(int status, String error) {
    this(status, error, List.of());
  }

  /**
   * @param details for people; never anything that was sent
   */
  public Refused(int status, String error, List<String> details) {
    super(error, null, false, false);
    this.status = status;
    this.error = error;
    this.details = List.copyOf(details);
  }

  public int status() {
    return status;
  }

  public String error() {
    return error;
  }

  public List<String> details() {
    return details;
  }
}
