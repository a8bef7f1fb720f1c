package network.mandala.billing.alert;

import java.util.Locale;

/** How a notice reaches people. */
enum Channel {
  EMAIL,
  WEBHOOK;

  /** As a label of a metric. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
