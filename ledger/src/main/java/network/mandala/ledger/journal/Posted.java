package network.mandala.ledger.journal;

import network.mandala.ledger.money.Satoshis;

/**
 * A posting and what the tenant has after it.
 *
 * @param posting what is posted
 * @param balanceAfter the tenant's funds
 */
public record Posted(Posting posting, Satoshis balanceAfter) {}
