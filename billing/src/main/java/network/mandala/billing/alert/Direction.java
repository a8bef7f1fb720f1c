package network.mandala.billing.alert;

/** Which way a balance went past a threshold. */
enum Direction {
  /** From the threshold, or above it, to below it. */
  FELL,
  /** From below the threshold to it, or above it. */
  ROSE
}
