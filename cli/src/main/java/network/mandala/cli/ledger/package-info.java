/** The provider's view of the money: who has what, why, and whether it is right. */
package network.mandala.cli.ledger;
