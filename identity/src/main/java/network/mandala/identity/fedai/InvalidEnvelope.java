package network.mandala.identity.fedai;

import java.util.List;

/** What came is no envelope; the details name the fields and repeat nothing of them. */
public final class InvalidEnvelope extends RuntimeException {
  private final List<String> details;

  InvalidEnvelope(List<String> details) {
    super(String.join("; ", details));
    this.details = List.copyOf(details);
  }

  /** Each {@code field: what is wrong}. */
  public List<String> details() {
    return details;
  }
}
