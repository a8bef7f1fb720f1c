/** Has the ledger check its books by the clock, and says loudly when they are wrong. */
package network.mandala.billing.audit;
