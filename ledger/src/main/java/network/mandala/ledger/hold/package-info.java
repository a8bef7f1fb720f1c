/** Money set aside for work that is not finished. */
package network.mandala.ledger.hold;
