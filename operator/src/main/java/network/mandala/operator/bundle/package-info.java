/**
 * Signed bundles of spores: read from the registry, checked, and made into images that kubelets
 * pull. The one place of the operator that reads bytes of strangers.
 */
package network.mandala.operator.bundle;
