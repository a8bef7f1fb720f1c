/**
 * Which request is for what, and the way of one through the bridge, from its headers to its reply.
 */
package network.mandala.bridge.route;
