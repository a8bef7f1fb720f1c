/** The kind {@code Agent}: a long-running program with a URL. */
package network.mandala.crds.agent;
