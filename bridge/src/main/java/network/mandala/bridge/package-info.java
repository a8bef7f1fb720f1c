/**
 * The door for people with a key and no kubectl: the older nodes' signed API over custom resources
 * and the ledger. Any replica answers any request, before and after a restart.
 */
package network.mandala.bridge;
