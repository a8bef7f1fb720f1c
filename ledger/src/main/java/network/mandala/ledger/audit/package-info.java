/** Whether the books are right. */
package network.mandala.ledger.audit;
