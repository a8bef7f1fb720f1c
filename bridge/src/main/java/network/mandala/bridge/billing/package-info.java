/** What a project paid and was charged, from the ledger's books. */
package network.mandala.bridge.billing;
