/** The kind {@code Runner}: warm pods that serve one model. */
package network.mandala.crds.runner;
