package network.mandala.billing.tick;

import network.mandala.billing.config.BillingConfig.Sources;

/** Whose scrapes tell of usage. */
enum Source {
  CADVISOR,
  KUBELET,
  OPERATOR;

  String matchers(Sources sources) {
    return switch (this) {
      case CADVISOR -> sources.cadvisor();
      case KUBELET -> sources.kubelet();
      case OPERATOR -> sources.operator();
    };
  }
}
