package network.mandala.ledger.wallet;

import java.time.Duration;
import network.mandala.ledger.money.Satoshis;

/**
 * What the wallet of a network holds.
 *
 * @param network main or test
 * @param confirmed can be spent
 * @param outputs that it is in
 * @param resting of the confirmed: the network refused to spend it, and it is tried again later
 * @param unconfirmed credited to tenants, in no block yet
 * @param leaving in transactions that are in no block yet
 * @param swept went to the provider, all in all
 * @param waiting payments that the network has not seen yet
 * @param oldestWaiting how long the oldest of them has waited
 */
public record WalletFunds(
    String network,
    Satoshis confirmed,
    long outputs,
    Satoshis resting,
    Satoshis unconfirmed,
    Satoshis leaving,
    Satoshis swept,
    long waiting,
    Duration oldestWaiting) {}
