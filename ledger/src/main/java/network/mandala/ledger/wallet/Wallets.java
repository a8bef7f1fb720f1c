package network.mandala.ledger.wallet;

import java.util.List;

/** What the node's wallets hold and where it went. */
public interface Wallets {
  /** Of both networks. */
  List<WalletFunds> funds();

  /** The newest first. */
  List<WalletSpend> spends(int most);
}
