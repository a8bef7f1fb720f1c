/** What anybody may know of this node, and the list of all that it answers. */
package network.mandala.bridge.node;
