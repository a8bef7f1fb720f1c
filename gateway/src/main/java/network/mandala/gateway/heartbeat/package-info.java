/** The router is told that this node is there. */
package network.mandala.gateway.heartbeat;
