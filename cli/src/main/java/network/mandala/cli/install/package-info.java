/**
 * {@code mandala up}, {@code down}, {@code status} and {@code env}: a cluster with Mandala in it,
 * on this machine or given.
 */
package network.mandala.cli.install;
