package network.mandala.billing.alert;

/** One way to people. Safe for use by several threads; bounded in time; throws nothing. */
interface Sender {
  Outcome send(Delivery delivery);
}
