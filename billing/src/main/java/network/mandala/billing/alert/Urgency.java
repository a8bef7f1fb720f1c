package network.mandala.billing.alert;

import network.mandala.ledger.money.Satoshis;

/** How much a person should hurry (spec/mandala-node.md section 4.1). */
enum Urgency {
  NOTICE("Notice"),
  URGENT("Urgent");

  private static final Satoshis ENOUGH = new Satoshis(10_000_000);

  private final String word;

  Urgency(String word) {
    this.word = word;
  }

  static Urgency of(Satoshis balance) {
    return balance.compareTo(ENOUGH) < 0 ? URGENT : NOTICE;
  }

  String word() {
    return word;
  }
}
