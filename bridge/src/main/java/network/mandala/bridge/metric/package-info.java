/** What the bridge tells of itself. */
package network.mandala.bridge.metric;
