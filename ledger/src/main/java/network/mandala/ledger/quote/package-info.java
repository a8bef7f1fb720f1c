/** What an agent will cost at given prices, and how long a balance lasts: pure arithmetic. */
package network.mandala.ledger.quote;
