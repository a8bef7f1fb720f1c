/**
 * Spores: a signed bundle becomes a service. It is verified, started beside the one that serves,
 * and takes over when it is healthy and warm.
 *
 * <p>{@link SporeReconciler} reads as the four steps: observe ({@link Seen}), decide ({@link
 * Course}), act ({@link SporeActions}), report ({@link SporeStatuses}). What pods there are is in
 * two Deployments, blue and green; which of them serves is in the selector of the Service, which
 * changes in one write.
 */
package network.mandala.operator.spore;
