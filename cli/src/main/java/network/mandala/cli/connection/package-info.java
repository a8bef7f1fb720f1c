/**
 * The ways from the command line into a cluster: the Kubernetes API, and names of a local cluster
 * that DNS does not know.
 */
package network.mandala.cli.connection;
