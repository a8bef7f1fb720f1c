/** What a unit of each meter costs, from when, and how a cost is computed. */
package network.mandala.ledger.price;
