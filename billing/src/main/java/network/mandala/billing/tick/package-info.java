/**
 * What happens every few seconds: which windows are due, what is asked for them, and what is
 * charged in the ledger. All that is remembered is in the ledger, so a process may die at any time
 * and any number of them may run.
 */
package network.mandala.billing.tick;
