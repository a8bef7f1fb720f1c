package network.mandala.ledger.receipt;

import java.util.List;
import network.mandala.identity.PublicKey;

/** Checks receipts with nothing but the node's public key. */
public final class ReceiptChain {
  private ReceiptChain() {}

  /** Checks receipts of one project, in their order. */
  public static Verification verify(List<Receipt> receipts, PublicKey nodeKey) {
    throw new UnsupportedOperationException();
  }
}
