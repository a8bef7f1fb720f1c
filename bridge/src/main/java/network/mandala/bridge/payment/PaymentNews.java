package network.mandala.bridge.payment;

/** Is told when a payment has changed. */
interface PaymentNews {
  void changed(Payment before, Payment after);
}
