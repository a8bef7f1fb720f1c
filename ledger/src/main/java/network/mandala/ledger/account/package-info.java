/** What each project has: one row of balances per project, changed under its lock. */
package network.mandala.ledger.account;
