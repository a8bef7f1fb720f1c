/** The kind {@code Spore}: a signed bundle that runs as a service. */
package network.mandala.crds.spore;
