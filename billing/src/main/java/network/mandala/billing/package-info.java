/**
 * The billing process: asks Prometheus what projects used, and charges it in the ledger. It has no
 * rights in the cluster, and any number of it may run.
 */
package network.mandala.billing;
