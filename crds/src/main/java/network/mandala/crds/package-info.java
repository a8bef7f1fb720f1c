/**
 * The Kubernetes API of Mandala: the resources, without logic and without a client.
 *
 * <p>Each kind has a package: its class, the records of its spec and status, and the enums of its
 * condition types and reasons. Descriptions, bounds, defaults and rules stand on the records; the
 * CRD YAML and the reference page are generated from them.
 */
package network.mandala.crds;
