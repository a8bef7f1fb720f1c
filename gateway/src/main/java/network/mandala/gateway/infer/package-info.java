/** The way of a call, from its envelope to its answer. */
package network.mandala.gateway.infer;
