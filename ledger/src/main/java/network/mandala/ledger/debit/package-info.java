/** Usage that becomes money: each project, meter item and window once. */
package network.mandala.ledger.debit;
