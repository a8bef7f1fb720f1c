package network.mandala.ledger.wallet;

import java.time.Instant;
import network.mandala.ledger.money.Satoshis;

/**
 * A transaction that spends outputs of a wallet.
 *
 * @param network main or test
 * @param purpose SWEEP or FUNDING
 * @param satoshis that left, without the fee
 * @param state how far it is: SIGNED, SENT, SEEN, CONTESTED, MINED or REFUSED
 * @param why for people; empty if that needs no words
 */
public record WalletSpend(
    String network,
    String purpose,
    String transaction,
    Satoshis satoshis,
    Satoshis fee,
    String state,
    String why,
    Instant madeAt) {}
