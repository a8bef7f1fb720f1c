package network.mandala.operator.bundle;

import network.mandala.crds.spore.SporeReason;

/** A bundle that is not run, whoever asks. */
final class BundleRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final SporeReason reason;

  BundleRefused(SporeReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  SporeReason reason() {
    return reason;
  }
}
