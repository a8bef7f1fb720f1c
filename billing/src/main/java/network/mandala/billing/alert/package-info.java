/**
 * Tells people that the balance of their project has gone past one of its thresholds: by mail and
 * by signed webhooks.
 *
 * <p>Entries of the journal become crossings (pure), crossings become rows of an outbox in the same
 * transaction that remembers how far the journal was read, and rows are delivered until the other
 * side has taken them. Any number of replicas may run.
 */
package network.mandala.billing.alert;
