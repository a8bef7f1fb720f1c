package network.mandala.bridge.metric;

/** Why a request came to no route. */
public enum Refused {
  /** It is not signed, or not by whom it says, or came before. */
  NOT_SIGNED("not_signed"),
  /** Its caller asks more often than they may. */
  TOO_OFTEN("too_often"),
  /** It is larger than it may be, or did not come in time. */
  BODY("body"),
  /** There is no such route. */
  NO_ROUTE("no_route"),
  /** The ledger did not answer. */
  LEDGER("ledger");

  private final String word;

  Refused(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
