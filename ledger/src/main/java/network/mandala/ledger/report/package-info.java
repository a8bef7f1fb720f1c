/** What was used and charged in a time. */
package network.mandala.ledger.report;
