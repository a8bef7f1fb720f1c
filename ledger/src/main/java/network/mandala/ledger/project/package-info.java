/** Whom the ledger knows: each project, how it is reached, and what it wants to be told. */
package network.mandala.ledger.project;
