/** Receipts of clients who paid the node directly. */
package network.mandala.gateway.payment;
