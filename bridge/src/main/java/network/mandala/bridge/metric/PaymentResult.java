package network.mandala.bridge.metric;

import java.util.Locale;

/** How a request with a payment was answered. */
public enum PaymentResult {
  /** It is credited, now or by an earlier request. */
  CREDITED,
  /** It is kept, and credited when the network has seen it. */
  WAITING,
  /** Its header could not be read. */
  MALFORMED,
  /** Its derivation prefix is foreign, expired or used. */
  PREFIX,
  /** Its bytes do not prove it. */
  UNPROVEN,
  /** It pays another key than that of its request. */
  MISDIRECTED,
  /** It pays less than was asked for. */
  SHORT,
  /** It has paid for another project. */
  ELSEWHERE,
  /** The network refuses it, or another transaction spends the same. */
  REJECTED;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
